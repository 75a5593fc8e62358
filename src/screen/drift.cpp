// SPDX-License-Identifier: Apache-2.0
// The drift's path, and moving pixels by it.
#include "screen/drift.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace narrowcast {
namespace {

double turns(Instant now, std::chrono::milliseconds period)
{
    const auto within = now.time_since_epoch() % period;
    return 2 * std::numbers::pi * static_cast<double>(within.count()) /
           static_cast<double>(period.count());
}

void shift_row(std::uint32_t* row, int width, int by)
{
    if (by > 0) {
        std::copy_backward(row, row + width - by, row + width);
        std::fill_n(row, by, row[by]);
    } else if (by < 0) {
        std::copy(row - by, row + width, row);
        std::fill_n(row + width + by, -by, row[width + by - 1]);
    }
}

}  // namespace

Drift drift_at(Instant now, int width, int height)
{
    using namespace std::chrono_literals;
    const double reach = std::max(1.0, std::min(width, height) / 400.0);
    // Periods without a common measure: the path covers the whole square.
    return {static_cast<int>(std::lround(reach * std::sin(turns(now, 11min)))),
            static_cast<int>(std::lround(reach * std::sin(turns(now, 15min))))};
}

void apply(Drift drift, Pixels& pixels)
{
    const int width = pixels.width, height = pixels.height;
    const int across = std::clamp(drift.x, 1 - width, width - 1);
    const int down = std::clamp(drift.y, 1 - height, height - 1);
    if (width <= 0 || height <= 0 || (across == 0 && down == 0)) return;
    const auto row = [&](int y) {
        return pixels.argb.data() + static_cast<std::ptrdiff_t>(y) * width;
    };
    if (down > 0)
        std::copy_backward(row(0), row(height - down), row(height));
    else if (down < 0)
        std::copy(row(-down), row(height), row(0));
    for (int y = 0; y < down; ++y)
        std::copy_n(row(down), width, row(y));
    for (int y = height + down; y < height; ++y)
        std::copy_n(row(height + down - 1), width, row(y));
    for (int y = 0; y < height; ++y)
        shift_row(row(y), width, across);
}

}  // namespace narrowcast
