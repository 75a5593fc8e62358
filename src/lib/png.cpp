// SPDX-License-Identifier: Apache-2.0
// The library reports errors by a jump: no function that one may jump out of holds anything with a
// destructor.
#include "lib/png.hpp"

#include <csetjmp>

#include <png.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

namespace narrowcast::lib {
namespace {

constexpr std::size_t sentence_size = 200;

struct Failure {
    std::jmp_buf back{};
    std::array<char, sentence_size> sentence{};
};

[[noreturn]] void jump_out(png_structp library, png_const_charp why)
{
    auto* failure = static_cast<Failure*>(png_get_error_ptr(library));
    std::strncpy(failure->sentence.data(), why, sentence_size - 1);
    std::longjmp(failure->back, 1);
}

void say_nothing(png_structp, png_const_charp) {}

class Decoding {
public:
    explicit Decoding(std::string_view bytes) : left_{bytes} {}
    ~Decoding() { png_destroy_read_struct(&library_, &info_, nullptr); }
    Decoding(const Decoding&) = delete;
    Decoding& operator=(const Decoding&) = delete;

    bool read_header()
    {
        if (setjmp(failure_.back) != 0) return false;
        library_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &failure_, jump_out, say_nothing);
        if (library_ == nullptr) return false;
        info_ = png_create_info_struct(library_);
        if (info_ == nullptr) return false;
        png_set_read_fn(library_, this, feed);
        // its own bounds are above ours, so that ours are told in our words
        png_set_user_limits(library_, 0x7fffffff, 0x7fffffff);
        png_set_chunk_malloc_max(library_, 4 << 20);
        png_set_chunk_cache_max(library_, 32);
        // nothing but the pixels matters: text and colour profiles are not even unpacked
        png_set_keep_unknown_chunks(library_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
        constexpr std::array<png_byte, 20> unread{'i', 'C', 'C', 'P', 0, 'z', 'T', 'X', 't', 0,
                                                  'i', 'T', 'X', 't', 0, 't', 'E', 'X', 't', 0};
        png_set_keep_unknown_chunks(library_, PNG_HANDLE_CHUNK_NEVER, unread.data(), 4);
        png_read_info(library_, info_);
        return true;
    }

    PictureSize size() const
    {
        return {static_cast<int>(png_get_image_width(library_, info_)),
                static_cast<int>(png_get_image_height(library_, info_))};
    }

    bool begin()
    {
        if (setjmp(failure_.back) != 0) return false;
        png_set_expand(library_);
        png_set_scale_16(library_);
        png_set_gray_to_rgb(library_);
        png_set_add_alpha(library_, 0xff, PNG_FILLER_AFTER);
        passes_ = png_set_interlace_handling(library_);
        png_read_update_info(library_, info_);
        return true;
    }

    // An interlaced picture is whole only at its end.
    bool interlaced() const { return passes_ > 1; }
    std::size_t row_bytes() const { return png_get_rowbytes(library_, info_); }

    bool read_rows(Shrink& shrink, std::uint8_t* row, int rows)
    {
        if (setjmp(failure_.back) != 0) return false;
        for (int y = 0; y < rows; ++y) {
            png_read_row(library_, row, nullptr);
            shrink.add(row);
        }
        return true;
    }

    bool read_all(png_bytepp rows)
    {
        if (setjmp(failure_.back) != 0) return false;
        png_read_image(library_, rows);
        return true;
    }

    Error error() const
    {
        const std::string why{failure_.sentence.data()};
        return {Fault::garbled, "the PNG cannot be read: " + (why.empty() ? "no memory" : why), {}};
    }

private:
    static void feed(png_structp library, png_bytep to, std::size_t count)
    {
        auto& left = static_cast<Decoding*>(png_get_io_ptr(library))->left_;
        if (left.size() < count) png_error(library, "it is torn off");
        std::memcpy(to, left.data(), count);
        left.remove_prefix(count);
    }

    std::string_view left_;
    Failure failure_;
    png_structp library_ = nullptr;
    png_infop info_ = nullptr;
    int passes_ = 1;
};

Result<Pixels> decode_interlaced(Decoding& decoding, PictureSize size, Shrink& shrink)
{
    const std::size_t width = decoding.row_bytes();
    std::vector<std::uint8_t> all(width * static_cast<std::size_t>(size.height));
    std::vector<png_bytep> rows;
    for (std::size_t at = 0; at < all.size(); at += width)
        rows.push_back(all.data() + at);
    if (!decoding.read_all(rows.data())) return std::unexpected{decoding.error()};
    for (const png_bytep row : rows)
        shrink.add(row);
    return shrink.take();
}

class Encoding {
public:
    ~Encoding() { png_destroy_write_struct(&library_, &info_); }
    Encoding() = default;
    Encoding(const Encoding&) = delete;
    Encoding& operator=(const Encoding&) = delete;

    bool write(const Pixels& picture)
    {
        if (setjmp(failure_.back) != 0) return false;
        library_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, &failure_, jump_out, say_nothing);
        if (library_ == nullptr) return false;
        info_ = png_create_info_struct(library_);
        if (info_ == nullptr) return false;
        png_set_write_fn(library_, this, take, [](png_structp) {});
        const auto width = static_cast<png_uint_32>(picture.size.width);
        const auto height = static_cast<png_uint_32>(picture.size.height);
        png_set_IHDR(library_, info_, width, height, 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(library_, info_);
        for (std::size_t y = 0; y < height; ++y)
            png_write_row(library_, picture.rgba.data() + y * width * 4);
        png_write_end(library_, nullptr);
        return true;
    }

    std::string bytes;

private:
    static void take(png_structp library, png_bytep from, std::size_t count)
    {
        bool room = true;
        try {
            static_cast<Encoding*>(png_get_io_ptr(library))
                ->bytes.append(reinterpret_cast<const char*>(from), count);
        } catch (const std::bad_alloc&) {
            room = false;
        }
        if (!room) png_error(library, "no memory");
    }

    Failure failure_;
    png_structp library_ = nullptr;
    png_infop info_ = nullptr;
};

}  // namespace

Result<Pixels> decode_png(std::string_view bytes, const PictureLimits& limits)
{
    Decoding decoding{bytes};
    if (!decoding.read_header()) return std::unexpected{decoding.error()};
    const PictureSize size = decoding.size();
    TRY(check_size(size, limits));
    if (!decoding.begin()) return std::unexpected{decoding.error()};
    Shrink shrink{size, wanted(size, limits)};
    if (decoding.interlaced()) return decode_interlaced(decoding, size, shrink);
    std::vector<std::uint8_t> row(decoding.row_bytes());
    if (!decoding.read_rows(shrink, row.data(), size.height))
        return std::unexpected{decoding.error()};
    return shrink.take();
}

Result<std::string> encode_png(const Pixels& picture)
{
    Encoding encoding;
    if (encoding.write(picture)) return std::move(encoding.bytes);
    return fail(Fault::later, "the picture cannot be written as PNG: there is no memory for it");
}

}  // namespace narrowcast::lib
