// SPDX-License-Identifier: Apache-2.0
#include "paint/picture_files.hpp"

#include "lib/jpeg.hpp"
#include "lib/pixels.hpp"
#include "lib/png.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{64} * 1024 * 1024;
constexpr int largest_side = 4096;
constexpr std::size_t share_of_one = 4;  // a picture that takes more of the memory is not kept

std::size_t bytes_of(const Pixels& pixels) { return pixels.argb.size() * sizeof pixels.argb[0]; }

std::uint32_t multiplied(const std::uint8_t* rgba)
{
    const std::uint32_t alpha = rgba[3];
    const auto part = [alpha](std::uint32_t value) { return (value * alpha + 127) / 255; };
    return alpha << 24 | part(rgba[0]) << 16 | part(rgba[1]) << 8 | part(rgba[2]);
}

Result<std::string> bytes_in(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return fail(Fault::rejected, "there is no such file");
    if (fs::file_size(file, error) > largest_file || error)
        return fail(Fault::garbled, "the file is too large");
    std::ifstream stream{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    if (bytes.empty()) return fail(Fault::rejected, "the file cannot be read, or is empty");
    return bytes;
}

}  // namespace

Result<Pixels> decode_picture(std::string_view bytes, int width, int height)
{
    const lib::PictureLimits limits{.side = largest_side,
                                    .cover = {std::max(width, 1), std::max(height, 1)}};
    const bool jpeg = bytes.starts_with("\xFF\xD8\xFF"), png = bytes.starts_with("\x89PNG");
    if (!jpeg && !png) return fail(Fault::garbled, "it is no JPEG or PNG");
    const lib::Pixels picture =
        TRY(jpeg ? lib::decode_jpeg(bytes, limits) : lib::decode_png(bytes, limits));
    Pixels pixels{picture.size.width, picture.size.height, {}};
    pixels.argb.resize(picture.rgba.size() / 4);
    const std::uint8_t* from = picture.rgba.data();
    for (std::uint32_t& pixel : pixels.argb) {
        pixel = multiplied(from);
        from += 4;
    }
    return pixels;
}

std::shared_ptr<const Pixels> PictureFiles::operator()(std::string_view address, int width,
                                                       int height)
{
    const fs::path file = parts_.find(address);
    if (file.empty()) return nullptr;
    std::error_code error;
    Kept wanted{std::string{address}, width, height, fs::last_write_time(file, error), nullptr};
    if (auto known = kept(wanted)) return known;
    const auto bytes = bytes_in(file);
    auto pixels = bytes ? decode_picture(*bytes, width, height) : std::unexpected{bytes.error()};
    if (!pixels) {
        if (parts_.tell) parts_.tell(address, pixels.error().text);
        return nullptr;
    }
    wanted.pixels = std::make_shared<const Pixels>(std::move(*pixels));
    auto result = wanted.pixels;
    keep(std::move(wanted));
    return result;
}

std::shared_ptr<const Pixels> PictureFiles::kept(const Kept& wanted)
{
    const auto found = std::ranges::find_if(kept_, [&](const Kept& one) {
        return one.address == wanted.address && one.width == wanted.width &&
               one.height == wanted.height;
    });
    if (found == kept_.end()) return nullptr;
    if (found->changed != wanted.changed) {  // another file, or gone
        drop(found);
        return nullptr;
    }
    kept_.splice(kept_.begin(), kept_, found);
    return found->pixels;
}

void PictureFiles::keep(Kept fresh)
{
    const std::size_t size = bytes_of(*fresh.pixels);
    if (size > parts_.most_bytes / share_of_one) return;
    while (!kept_.empty() && bytes_ + size > parts_.most_bytes)
        drop(std::prev(kept_.end()));
    bytes_ += size;
    kept_.push_front(std::move(fresh));
}

void PictureFiles::drop(std::list<Kept>::iterator one)
{
    bytes_ -= bytes_of(*one->pixels);
    kept_.erase(one);
}

}  // namespace narrowcast
