// SPDX-License-Identifier: Apache-2.0
#include "lib/webp.hpp"

#include <webp/decode.h>
#include <webp/demux.h>

#include <cstdint>
#include <memory>

namespace narrowcast::lib {
namespace {

std::unexpected<Error> unreadable(const char* why)
{
    return fail(Fault::garbled, std::string{"the WebP cannot be read: "} + why);
}

struct DemuxDeleter {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

const std::uint8_t* data_of(std::string_view bytes)
{
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

// Where the first picture of an animated one lies.
Result<std::string_view> first_picture(std::string_view bytes, const PictureLimits& limits)
{
    const WebPData data{data_of(bytes), bytes.size()};
    const std::unique_ptr<WebPDemuxer, DemuxDeleter> demuxer{WebPDemux(&data)};
    if (!demuxer) return unreadable("it is torn off or damaged");
    TRY(check_size({static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH)),
                    static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT))},
                   limits));
    WebPIterator frame{};
    if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0)
        return unreadable("there is no picture in it");
    const std::string_view found{reinterpret_cast<const char*>(frame.fragment.bytes),
                                 frame.fragment.size};
    WebPDemuxReleaseIterator(&frame);
    return found;  // lies in `bytes`
}

const char* reason(VP8StatusCode status)
{
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            return "no memory";
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED:
            return "it is torn off";
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return "a kind of WebP that is not known";
        default:
            return "it is damaged";
    }
}

}  // namespace

Result<Pixels> decode_webp(std::string_view bytes, const PictureLimits& limits)
{
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return unreadable("another version of the library");
    auto status = WebPGetFeatures(data_of(bytes), bytes.size(), &config.input);
    if (status == VP8_STATUS_OK && config.input.has_animation != 0) {
        bytes = TRY(first_picture(bytes, limits));
        status = WebPGetFeatures(data_of(bytes), bytes.size(), &config.input);
    }
    if (status != VP8_STATUS_OK) return unreadable(reason(status));
    const PictureSize size{config.input.width, config.input.height};
    TRY(check_size(size, limits));
    Pixels picture{wanted(size, limits), {}};
    const auto stride = static_cast<std::size_t>(picture.size.width) * 4;
    picture.rgba.resize(stride * static_cast<std::size_t>(picture.size.height));
    if (picture.size != size) {
        config.options.use_scaling = 1;
        config.options.scaled_width = picture.size.width;
        config.options.scaled_height = picture.size.height;
    }
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {picture.rgba.data(), static_cast<int>(stride), picture.rgba.size()};
    status = WebPDecode(data_of(bytes), bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK) return unreadable(reason(status));
    return picture;
}

}  // namespace narrowcast::lib
