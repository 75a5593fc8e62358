// SPDX-License-Identifier: Apache-2.0
#include "paint/plate.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace narrowcast {

namespace {

constexpr std::size_t samples = 1'000;         // of a picture: enough to know its colours
constexpr double enough = 0.75, better = 0.1;  // shares of what is seen of it
constexpr double see_through_at_least = 0.02;  // less are the soft corners of a filled square

Colour colour_of(std::uint32_t argb)
{
    const std::uint32_t alpha = argb >> 24;  // the colours were multiplied by it
    const auto plain = [&](std::uint32_t value) {
        return static_cast<std::uint8_t>(std::min(255U, (value & 0xffU) * 255U / alpha));
    };
    return {plain(argb >> 16), plain(argb >> 8), plain(argb), 255};
}

double share_seen(const std::vector<Colour>& colours, Colour paper)
{
    const auto seen = std::count_if(colours.begin(), colours.end(), [&](Colour colour) {
        return contrast(colour, paper) >= contrast_of_shapes;
    });
    return static_cast<double>(seen) / static_cast<double>(colours.size());
}

}  // namespace

std::optional<Colour> plate_below(const Pixels& picture, Colour paper)
{
    constexpr std::uint32_t hardly = 16, mostly = 128;
    const std::size_t step = picture.argb.size() / samples + 1;
    std::vector<Colour> colours;
    std::size_t see_through = 0, looked_at = 0;
    for (std::size_t i = 0; i < picture.argb.size(); i += step, ++looked_at) {
        const std::uint32_t alpha = picture.argb[i] >> 24;
        if (alpha < hardly) ++see_through;
        if (alpha >= mostly) colours.push_back(colour_of(picture.argb[i]));
    }
    const bool has_ground =
        static_cast<double>(see_through) < see_through_at_least * static_cast<double>(looked_at);
    if (has_ground || colours.empty()) return {};
    const double as_it_is = share_seen(colours, paper);
    if (as_it_is >= enough) return {};
    constexpr Colour white{255, 255, 255, 255}, ink{6, 11, 22, 255};
    const double on_white = share_seen(colours, white), on_ink = share_seen(colours, ink);
    if (std::max(on_white, on_ink) < as_it_is + better) return {};
    return on_white >= on_ink ? white : ink;
}

}  // namespace narrowcast
