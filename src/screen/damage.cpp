// SPDX-License-Identifier: Apache-2.0
// Where two pictures differ.
#include "screen/view.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>

namespace narrowcast {
namespace {

constexpr int band_height = 32;

struct Extent {
    int left = std::numeric_limits<int>::max(), right = 0;
    bool empty() const { return right <= left; }
};

// Widens `extent` by the pixels of a row that differ, looking only outside of it.
void widen(Extent& extent, const std::uint32_t* a, const std::uint32_t* b, int width)
{
    if (std::memcmp(a, b, static_cast<std::size_t>(width) * sizeof *a) == 0) return;
    int left = 0, right = width;
    while (left < extent.left && left < width && a[left] == b[left])
        ++left;
    while (right > extent.right && right > left && a[right - 1] == b[right - 1])
        --right;
    extent.left = std::min(extent.left, left);
    extent.right = std::max(extent.right, right);
}

std::int64_t size_of(const lib::Region& region)
{
    return static_cast<std::int64_t>(region.w) * region.h;
}

lib::Region around(const lib::Region& a, const lib::Region& b)
{
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

}  // namespace

std::vector<lib::Region> damage_between(const Pixels& a, const Pixels& b)
{
    std::vector<lib::Region> regions;
    for (int top = 0; top < a.height; top += band_height) {
        const int bottom = std::min(a.height, top + band_height);
        Extent extent;
        for (int y = top; y < bottom; ++y) {
            const auto row = static_cast<std::ptrdiff_t>(y) * a.width;
            widen(extent, a.argb.data() + row, b.argb.data() + row, a.width);
        }
        if (extent.empty()) continue;
        const lib::Region band{extent.left, top, extent.right - extent.left, bottom - top};
        // One rectangle more costs a call; a fifth more pixels cost about as much.
        if (!regions.empty()) {
            const lib::Region both = around(regions.back(), band);
            if (size_of(both) * 5 <= (size_of(regions.back()) + size_of(band)) * 6) {
                regions.back() = both;
                continue;
            }
        }
        regions.push_back(band);
    }
    return regions;
}

}  // namespace narrowcast
