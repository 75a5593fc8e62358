// SPDX-License-Identifier: Apache-2.0
#include "lib/gif.hpp"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace narrowcast::lib {
namespace {

struct Close {
    void operator()(GifFileType* file) const { DGifCloseFile(file, nullptr); }
};
using File = std::unique_ptr<GifFileType, Close>;

std::unexpected<Error> unreadable(int code)
{
    const char* why = GifErrorString(code);
    return fail(Fault::garbled,
                std::string{"the GIF cannot be read: "} + (why != nullptr ? why : "it is damaged"));
}

int feed(GifFileType* file, GifByteType* to, int count)
{
    auto& left = *static_cast<std::string_view*>(file->UserData);
    const std::size_t given = std::min(left.size(), static_cast<std::size_t>(std::max(count, 0)));
    std::memcpy(to, left.data(), given);
    left.remove_prefix(given);
    return static_cast<int>(given);
}

// Which colour lets everything through; -1: none.
Result<int> transparent_in_extension(GifFileType& file)
{
    int code = 0;
    GifByteType* block = nullptr;
    int transparent = -1;
    if (DGifGetExtension(&file, &code, &block) == GIF_ERROR) return unreadable(file.Error);
    while (block != nullptr) {
        GraphicsControlBlock control;
        if (code == GRAPHICS_EXT_FUNC_CODE &&
            DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
            transparent = control.TransparentColor;
        if (DGifGetExtensionNext(&file, &block) == GIF_ERROR) return unreadable(file.Error);
    }
    return transparent;
}

// Reads up to the first picture's pixels.
Result<int> find_picture(GifFileType& file)
{
    int transparent = -1;
    while (true) {
        GifRecordType kind{};
        if (DGifGetRecordType(&file, &kind) == GIF_ERROR) return unreadable(file.Error);
        if (kind == EXTENSION_RECORD_TYPE) {
            transparent = TRY(transparent_in_extension(file));
        } else if (kind == IMAGE_DESC_RECORD_TYPE) {
            if (DGifGetImageDesc(&file) == GIF_ERROR) return unreadable(file.Error);
            return transparent;
        } else {
            return unreadable(D_GIF_ERR_NO_IMAG_DSCR);
        }
    }
}

using Palette = std::array<std::array<std::uint8_t, 4>, 256>;

Palette palette_of(const GifFileType& file, int transparent)
{
    Palette palette{};
    for (auto& colour : palette)
        colour[3] = 255;
    const ColorMapObject* map = file.Image.ColorMap ? file.Image.ColorMap : file.SColorMap;
    if (map != nullptr)
        for (int i = 0; i < std::min(map->ColorCount, 256); ++i) {
            const GifColorType& colour = map->Colors[i];
            palette[static_cast<std::size_t>(i)] = {colour.Red, colour.Green, colour.Blue, 255};
        }
    if (transparent >= 0 && transparent < 256) palette[static_cast<std::size_t>(transparent)] = {};
    return palette;
}

// Row numbers in the order in which they come.
std::vector<int> order_of_rows(int height, bool interlaced)
{
    std::vector<int> order;
    constexpr std::array<std::array<int, 2>, 4> interlace{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    constexpr std::array<std::array<int, 2>, 1> plain{{{0, 1}}};
    const auto add = [&](const auto& passes) {
        for (const auto [first, step] : passes)
            for (int y = first; y < height; y += step)
                order.push_back(y);
    };
    if (interlaced)
        add(interlace);
    else
        add(plain);
    return order;
}

}  // namespace

Result<Pixels> decode_gif(std::string_view bytes, const PictureLimits& limits)
{
    int code = 0;
    const File file{DGifOpen(&bytes, feed, &code)};
    if (!file) return unreadable(code);
    TRY(check_size({file->SWidth, file->SHeight}, limits));
    const int transparent = TRY(find_picture(*file));
    const PictureSize size{file->Image.Width, file->Image.Height};
    TRY(check_size(size, limits));
    const auto width = static_cast<std::size_t>(size.width);
    std::vector<GifPixelType> numbers(width * static_cast<std::size_t>(size.height));
    for (const int y : order_of_rows(size.height, file->Image.Interlace)) {
        GifPixelType* line = numbers.data() + static_cast<std::size_t>(y) * width;
        if (DGifGetLine(file.get(), line, size.width) == GIF_ERROR) return unreadable(file->Error);
    }
    const Palette palette = palette_of(*file, transparent);
    Shrink shrink{size, wanted(size, limits)};
    std::vector<std::uint8_t> row(width * 4);
    for (std::size_t begin = 0; begin < numbers.size(); begin += width) {
        for (std::size_t x = 0; x < width; ++x)
            std::copy_n(palette[numbers[begin + x]].begin(), 4,
                        row.begin() + static_cast<std::ptrdiff_t>(4 * x));
        shrink.add(row.data());
    }
    return shrink.take();
}

}  // namespace narrowcast::lib
