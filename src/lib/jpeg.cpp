// SPDX-License-Identifier: Apache-2.0
// The library reports errors by a jump: no function that one may jump out of holds anything with a
// destructor.
#include "lib/jpeg.hpp"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace narrowcast::lib {
namespace {

constexpr int most_scans = 100;  // a progressive one has ten; thousands only cost time
constexpr std::int64_t most_memory = 400 << 20;

struct Failure {
    jpeg_error_mgr errors{};  // first: the library's address of it is ours
    std::jmp_buf back{};
    bool torn = false;
    std::array<char, JMSG_LENGTH_MAX> sentence{};
};

[[noreturn]] void jump_out(j_common_ptr info)
{
    auto* failure = reinterpret_cast<Failure*>(info->err);
    failure->errors.format_message(info, failure->sentence.data());
    std::longjmp(failure->back, 1);
}

void note_warning(j_common_ptr info, int level)
{
    if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF)
        reinterpret_cast<Failure*>(info->err)->torn = true;
}

void stop_endless_scans(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number <= most_scans) return;
    info->err->msg_code = JERR_BAD_PROGRESSION;
    jump_out(info);
}

void say_by_jump(Failure& failure)
{
    jpeg_std_error(&failure.errors);
    failure.errors.error_exit = jump_out;
    failure.errors.emit_message = note_warning;
    failure.errors.output_message = [](j_common_ptr) {};
}

class Decoding {
public:
    Decoding()
    {
        say_by_jump(failure_);
        info_.err = &failure_.errors;
        progress_.progress_monitor = stop_endless_scans;
    }
    ~Decoding() { jpeg_destroy_decompress(&info_); }
    Decoding(const Decoding&) = delete;
    Decoding& operator=(const Decoding&) = delete;

    bool read_header(std::string_view bytes)
    {
        if (setjmp(failure_.back) != 0) return false;
        jpeg_create_decompress(&info_);
        info_.mem->max_memory_to_use = most_memory;
        jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
        jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes.data()),
                     static_cast<unsigned long>(bytes.size()));
        jpeg_read_header(&info_, TRUE);
        return true;
    }

    // The smallest of the sizes it is quick at that is not below `wanted`.
    bool begin(PictureSize wanted)
    {
        if (setjmp(failure_.back) != 0) return false;
        info_.scale_denom = 8;
        for (info_.scale_num = 1; info_.scale_num <= 8; info_.scale_num *= 2) {
            jpeg_calc_output_dimensions(&info_);
            if (scaled().width >= wanted.width && scaled().height >= wanted.height) break;
        }
        info_.scale_num = std::min(info_.scale_num, 8U);
        four_inks_ = info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK;
        info_.out_color_space = four_inks_ ? JCS_CMYK : JCS_EXT_RGBA;
        info_.do_fancy_upsampling = FALSE;  // it is shrunk anyway
        info_.progress = &progress_;
        jpeg_start_decompress(&info_);
        return true;
    }

    bool read_rows(Shrink& shrink, std::uint8_t* row)
    {
        if (setjmp(failure_.back) != 0) return false;
        while (info_.output_scanline < info_.output_height) {
            jpeg_read_scanlines(&info_, &row, 1);
            if (failure_.torn) return false;
            if (four_inks_) mix(row);
            shrink.add(row);
        }
        return true;
    }

    PictureSize size() const
    {
        return {static_cast<int>(info_.image_width), static_cast<int>(info_.image_height)};
    }
    PictureSize scaled() const
    {
        return {static_cast<int>(info_.output_width), static_cast<int>(info_.output_height)};
    }
    std::string_view exif() const
    {
        constexpr std::string_view mark{"Exif\0\0", 6};
        for (const auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
            const std::string_view data{reinterpret_cast<const char*>(marker->data),
                                        marker->data_length};
            if (data.starts_with(mark)) return data.substr(mark.size());
        }
        return {};
    }
    Error error() const
    {
        const std::string why = failure_.torn ? "it is torn off" : failure_.sentence.data();
        return {Fault::garbled, "the JPEG cannot be read: " + why, {}};
    }

private:
    // As Adobe writes them: a 255 is no ink.
    void mix(std::uint8_t* row) const
    {
        for (JDIMENSION x = 0; x < info_.output_width; ++x, row += 4) {
            for (int ink = 0; ink < 3; ++ink)
                row[ink] = static_cast<std::uint8_t>(row[ink] * row[3] / 255);
            row[3] = 255;
        }
    }

    Failure failure_;
    jpeg_progress_mgr progress_{};
    jpeg_decompress_struct info_{};
    bool four_inks_ = false;
};

// The orientation in the first list of a TIFF header; 1, "as it is", when none can be read.
int orientation_in(std::string_view tiff)
{
    const bool little = tiff.starts_with("II");
    if (!little && !tiff.starts_with("MM")) return 1;
    const auto number = [&](std::size_t at, std::size_t size) -> std::size_t {
        if (at > tiff.size() || tiff.size() - at < size) return 0;
        std::size_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto byte = static_cast<unsigned char>(tiff[little ? at + size - 1 - i : at + i]);
            value = value << 8 | byte;
        }
        return value;
    };
    const std::size_t list = number(4, 4);
    const std::size_t entries = std::min<std::size_t>(number(list, 2), 100);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = list + 2 + i * 12;
        if (number(entry, 2) != 0x0112) continue;
        const std::size_t value = number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

class Encoding {
public:
    Encoding()
    {
        say_by_jump(failure_);
        info_.err = &failure_.errors;
    }
    ~Encoding()
    {
        jpeg_destroy_compress(&info_);
        std::free(bytes_);
    }
    Encoding(const Encoding&) = delete;
    Encoding& operator=(const Encoding&) = delete;

    bool write(const Pixels& picture, int quality, bool fine)
    {
        if (setjmp(failure_.back) != 0) return false;
        jpeg_create_compress(&info_);
        jpeg_mem_dest(&info_, &bytes_, &size_);
        info_.image_width = static_cast<JDIMENSION>(picture.size.width);
        info_.image_height = static_cast<JDIMENSION>(picture.size.height);
        info_.input_components = 4;
        info_.in_color_space = JCS_EXT_RGBX;
        jpeg_set_defaults(&info_);
        jpeg_set_quality(&info_, quality, TRUE);
        if (fine) info_.comp_info[0].h_samp_factor = info_.comp_info[0].v_samp_factor = 1;
        jpeg_start_compress(&info_, TRUE);
        while (info_.next_scanline < info_.image_height) {
            const std::size_t at = std::size_t{info_.next_scanline} * info_.image_width * 4;
            auto* row = const_cast<JSAMPROW>(picture.rgba.data() + at);  // it only reads
            jpeg_write_scanlines(&info_, &row, 1);
        }
        jpeg_finish_compress(&info_);
        return true;
    }

    std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_), size_}; }
    std::string why() const { return failure_.sentence.data(); }

private:
    Failure failure_;
    jpeg_compress_struct info_{};
    unsigned char* bytes_ = nullptr;
    unsigned long size_ = 0;
};

}  // namespace

Result<Pixels> decode_jpeg(std::string_view bytes, const PictureLimits& limits)
{
    Decoding decoding;
    if (!decoding.read_header(bytes)) return std::unexpected{decoding.error()};
    TRY(check_size(decoding.size(), limits));
    const int orientation = orientation_in(decoding.exif());
    PictureLimits lying = limits;  // as it comes, before it is turned
    if (orientation >= 5) std::swap(lying.cover.width, lying.cover.height);
    const PictureSize size = wanted(decoding.size(), lying);
    if (!decoding.begin(size)) return std::unexpected{decoding.error()};
    std::vector<std::uint8_t> row(static_cast<std::size_t>(decoding.scaled().width) * 4);
    Shrink shrink{decoding.scaled(), size, true};
    if (!decoding.read_rows(shrink, row.data())) return std::unexpected{decoding.error()};
    return upright(shrink.take(), orientation);
}

Result<std::string> encode_jpeg(const Pixels& picture, int quality, bool fine)
{
    Encoding encoding;
    if (encoding.write(picture, quality, fine)) return std::string{encoding.bytes()};
    return fail(Fault::later, "the picture cannot be written as JPEG: " + encoding.why());
}

}  // namespace narrowcast::lib
