// SPDX-License-Identifier: Apache-2.0
// Pictures compared as an eye would: halved, then by how much and how many small squares differ.
#pragma once

#include "narrowcast/paint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace narrowcast::test {

// Half as wide and high, every pixel the mean of four. REQUIRES: even sizes.
inline Pixels halved(const Pixels& from)
{
    Pixels to{from.width / 2, from.height / 2, {}};
    const auto w = static_cast<std::size_t>(from.width);
    for (std::size_t y = 0; y + 1 < static_cast<std::size_t>(from.height); y += 2)
        for (std::size_t x = 0; x + 1 < w; x += 2) {
            std::uint32_t pixel = 0xff000000U;
            for (const unsigned shift : {0U, 8U, 16U}) {
                std::uint32_t sum = 2;
                for (const std::size_t at :
                     {y * w + x, y * w + x + 1, y * w + w + x, y * w + w + x + 1})
                    sum += from.argb[at] >> shift & 0xffU;
                pixel |= sum / 4 << shift;
            }
            to.argb.push_back(pixel);
        }
    return to;
}

// Means of squares of eight by eight pixels: what is left when a letter moves by a pixel, and what
// changes when another letter stands there.
inline std::vector<double> cells_of(const Pixels& pixels)
{
    constexpr std::size_t side = 8;
    const auto columns = static_cast<std::size_t>(pixels.width) / side;
    const auto rows = static_cast<std::size_t>(pixels.height) / side;
    std::vector<double> cells(columns * rows * 3);
    for (std::size_t y = 0; y < rows * side; ++y)
        for (std::size_t x = 0; x < columns * side; ++x) {
            const auto pixel = pixels.argb[y * static_cast<std::size_t>(pixels.width) + x];
            for (std::size_t channel = 0; channel < 3; ++channel)
                cells[(y / side * columns + x / side) * 3 + channel] +=
                    (pixel >> (8 * channel) & 0xffU) / static_cast<double>(side * side);
        }
    return cells;
}

struct Difference {
    double mean = 255;  // of all cells, 0 ... 255
    double share = 1;   // of cells that differ by more than a sixth
};

inline Difference difference(const Pixels& a, const Pixels& b)
{
    if (a.width != b.width || a.height != b.height || a.argb.empty()) return {};
    const auto one = cells_of(a), other = cells_of(b);
    double sum = 0;
    std::size_t differ = 0;
    for (std::size_t i = 0; i < one.size(); i += 3) {
        double most = 0;
        for (std::size_t channel = i; channel < i + 3; ++channel) {
            const double by = std::abs(one[channel] - other[channel]);
            sum += by;
            most = std::max(most, by);
        }
        differ += most > 40 ? 1 : 0;
    }
    const auto count = static_cast<double>(one.size());
    return {sum / count, static_cast<double>(differ) / (count / 3)};
}

// Versions of the same fonts and of Cairo differ by a pixel at most.
inline bool looks_like(const Difference& difference)
{
    return difference.mean <= 1.6 && difference.share <= 0.0006;
}

}  // namespace narrowcast::test
