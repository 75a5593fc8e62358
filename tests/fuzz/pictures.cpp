// SPDX-License-Identifier: Apache-2.0
#include "fuzz/pictures.hpp"

#include "lib/jpeg.hpp"
#include "lib/png.hpp"
#include "media/decode/remake.hpp"
#include "media/wire.hpp"

namespace narrowcast::fuzz {
namespace {

constexpr int side = 100;

std::string fault_in(const media::Picture& picture)
{
    if (picture.width < 1 || picture.height < 1) return "no pixels";
    if (picture.width > side || picture.height > side) return "too large";
    const bool jpeg = picture.coding == media::Coding::jpeg;
    if (media::sniffed(picture.bytes) != (jpeg ? media::Format::jpeg : media::Format::png))
        return "not what it says";
    return {};
}

}  // namespace

std::string fault_of_picture(std::string_view bytes)
{
    const auto picture = media::remake(bytes, side);
    if (!picture) return picture.error().text.empty() ? "no reason" : "";
    if (auto fault = fault_in(*picture); !fault.empty()) return fault;
    const lib::PictureLimits limits{.side = side};
    const auto seen = picture->coding == media::Coding::jpeg
                          ? lib::decode_jpeg(picture->bytes, limits)
                          : lib::decode_png(picture->bytes, limits);
    if (!seen) return "our own picture cannot be read: " + seen.error().text;
    return seen->size == lib::PictureSize{picture->width, picture->height} ? "" : "another size";
}

std::string fault_of_wire(std::string_view bytes)
{
    if (const auto question = media::read_question(bytes); question && *question)
        if ((*question)->side < 1 || (*question)->side > media::largest_side) return "side";
    const auto answer = media::read_answer(bytes, side);
    if (!answer || !*answer) return {};
    return fault_in(**answer);
}

}  // namespace narrowcast::fuzz
