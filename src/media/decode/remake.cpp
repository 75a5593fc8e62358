// SPDX-License-Identifier: Apache-2.0
#include "media/decode/remake.hpp"

#include "lib/gif.hpp"
#include "lib/jpeg.hpp"
#include "lib/pixels.hpp"
#include "lib/png.hpp"
#include "lib/webp.hpp"

namespace narrowcast::media {
namespace {

constexpr int quality = 88;

Result<lib::Pixels> decoded(std::string_view bytes, const lib::PictureLimits& limits)
{
    const auto format = sniffed(bytes);
    if (!format) return fail(Fault::garbled, "it is no JPEG, PNG, WebP or GIF");
    switch (*format) {
        case Format::jpeg:
            return lib::decode_jpeg(bytes, limits);
        case Format::png:
            return lib::decode_png(bytes, limits);
        case Format::webp:
            return lib::decode_webp(bytes, limits);
        case Format::gif:
            break;
    }
    return lib::decode_gif(bytes, limits);
}

}  // namespace

Result<Picture> remake(std::string_view bytes, int side)
{
    lib::PictureLimits limits;
    limits.side = side;
    const lib::Pixels pixels = TRY(decoded(bytes, limits));
    const bool opaque = pixels.opaque();
    Picture picture{opaque ? Coding::jpeg : Coding::png, pixels.size.width, pixels.size.height, {}};
    picture.bytes = opaque ? TRY(lib::encode_jpeg(pixels, quality)) : TRY(lib::encode_png(pixels));
    return picture;
}

void warm_up()
{
    lib::Pixels tiny{{8, 8}, {}};
    tiny.rgba.assign(std::size_t{8} * 8 * 4, 128);
    for (const auto& bytes : {lib::encode_png(tiny), lib::encode_jpeg(tiny, quality)})
        if (bytes) (void)remake(*bytes, 4);
}

}  // namespace narrowcast::media
