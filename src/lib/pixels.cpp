// SPDX-License-Identifier: Apache-2.0
#include "lib/pixels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

namespace narrowcast::lib {
namespace {

constexpr std::size_t channels = 4;

std::size_t index(int number) { return static_cast<std::size_t>(number); }

// A pixel, its colours side by side: the compiler's vectors, on every processor.
using Bytes [[gnu::vector_size(4)]] = std::uint8_t;
using Whole [[gnu::vector_size(16)]] = int;

}  // namespace

bool Pixels::opaque() const
{
    for (std::size_t i = 3; i < rgba.size(); i += channels)
        if (rgba[i] != 255) return false;
    return true;
}

Result<void> check_size(PictureSize size, const PictureLimits& limits)
{
    const auto [width, height] = size;
    if (width <= 0 || height <= 0) return fail(Fault::garbled, "the picture has no pixels");
    if (width <= limits.source_side && height <= limits.source_side &&
        std::int64_t{width} * height <= limits.source_pixels)
        return {};
    return fail(Fault::garbled, "the picture is too large: " + std::to_string(width) + " x " +
                                    std::to_string(height) + " pixels");
}

PictureSize fitted(PictureSize size, int side)
{
    const int larger = std::max(size.width, size.height);
    if (larger <= side) return size;
    const auto scaled = [&](int length) {
        const auto exact = std::llround(static_cast<double>(length) * side / larger);
        return std::max(1, static_cast<int>(exact));
    };
    return {scaled(size.width), scaled(size.height)};
}

PictureSize wanted(PictureSize size, const PictureLimits& limits)
{
    const PictureSize most = fitted(size, limits.side);
    const auto [width, height] = limits.cover;
    if (width <= 0 || height <= 0) return most;
    const double scale = std::max(static_cast<double>(width) / size.width,
                                  static_cast<double>(height) / size.height);
    const auto scaled = [&](int length, int at_most) {
        return std::clamp(static_cast<int>(std::ceil(std::min(scale, 1.0) * length)), 1, at_most);
    };
    return {scaled(size.width, most.width), scaled(size.height, most.height)};
}

Pixels upright(Pixels picture, int orientation)
{
    if (orientation < 2 || orientation > 8) return picture;
    const auto [width, height] = picture.size;
    const bool swapped = orientation >= 5;
    Pixels turned{swapped ? PictureSize{height, width} : picture.size, {}};
    turned.rgba.resize(picture.rgba.size());
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < turned.size.height; ++y)
        for (int x = 0; x < turned.size.width; ++x) {
            const int along = swapped ? y : x, down = swapped ? x : y;
            const int sx = from_right ? width - 1 - along : along;
            const int sy = from_below ? height - 1 - down : down;
            const auto source =
                picture.rgba.begin() + (std::ptrdiff_t{sy} * width + sx) * std::ptrdiff_t{channels};
            std::copy_n(source, channels,
                        turned.rgba.begin() +
                            (std::ptrdiff_t{y} * turned.size.width + x) * std::ptrdiff_t{channels});
        }
    return turned;
}

Shrink::Shrink(PictureSize from, PictureSize to, bool opaque)
    : from_{from}, to_{to}, same_{from == to}, opaque_{opaque}
{
    result_.size = to;
    result_.rgba.resize(index(to.width) * index(to.height) * channels);
    if (same_) return;
    // In units of which a pixel that comes has `to` and one of the result has `from`.
    const std::int64_t unit = to.width, wide = from.width;
    const auto share = [&](std::int64_t overlap) {
        return static_cast<float>(overlap) / static_cast<float>(wide);
    };
    whole_ = share(unit);
    parts_.resize(index(to.width));
    for (std::int64_t x = 0; x < unit; ++x) {
        const std::int64_t begin = x * wide, end = begin + wide;
        const std::int64_t first = begin / unit, last = (end - 1) / unit;
        parts_[static_cast<std::size_t>(x)] = {static_cast<std::size_t>(first),
                                               static_cast<std::size_t>(last),
                                               share(std::min(end, (first + 1) * unit) - begin),
                                               first == last ? 0 : share(end - last * unit)};
    }
    sums_.resize(index(from.width));
}

void Shrink::add(const std::uint8_t* rgba)
{
    if (row_ >= from_.height) return;
    if (same_) {
        const std::size_t size = index(from_.width) * channels;
        std::copy_n(rgba, size, result_.rgba.begin() + static_cast<std::ptrdiff_t>(written_));
        written_ += size;
        ++row_;
        return;
    }
    // as in the constructor, downwards
    const std::int64_t unit = to_.height, high = from_.height;
    std::int64_t at = row_ * unit;
    const std::int64_t end = at + unit;
    while (at < end) {
        const std::int64_t border = (at / high + 1) * high;
        const std::int64_t until = std::min(border, end);
        pour(rgba, static_cast<float>(until - at) / static_cast<float>(high));
        if (until == border) finish_row();
        at = until;
    }
    ++row_;
}

void Shrink::pour(const std::uint8_t* rgba, float share)
{
    const auto next = [&rgba] {
        Bytes bytes;
        std::memcpy(&bytes, rgba, sizeof bytes);
        rgba += channels;
        return __builtin_convertvector(bytes, Colour);
    };
    if (opaque_) {
        for (Colour& sum : sums_)
            sum += next() * share;
        return;
    }
    for (Colour& sum : sums_) {
        const Colour colour = next();
        const float alpha = colour[3] * (1.0F / 255) * share;
        sum += colour * Colour{alpha, alpha, alpha, share};
    }
}

void Shrink::finish_row()
{
    std::uint8_t* out = result_.rgba.data() + written_;
    for (const Part& part : parts_) {
        Colour sum = sums_[part.first] * part.at_first + sums_[part.last] * part.at_last;
        for (std::size_t x = part.first + 1; x < part.last; ++x)
            sum += sums_[x] * whole_;
        if (const float alpha = sum[3]; alpha < 254.5F) {
            const float back = alpha > 0 ? 255.0F / alpha : 0.0F;
            sum *= Colour{back, back, back, 1};
        }
        sum += 0.5F;
        sum = sum < 255.0F ? sum : Colour{255, 255, 255, 255};
        const Bytes bytes = __builtin_convertvector(__builtin_convertvector(sum, Whole), Bytes);
        std::memcpy(out, &bytes, sizeof bytes);
        out += channels;
    }
    written_ += parts_.size() * channels;
    std::fill(sums_.begin(), sums_.end(), Colour{});
}

Pixels Shrink::take() { return std::exchange(result_, {}); }

}  // namespace narrowcast::lib
