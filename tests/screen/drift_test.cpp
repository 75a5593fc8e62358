// SPDX-License-Identifier: Apache-2.0
#include "screen/drift.hpp"

#include "screen/editions.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstdlib>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

Pixels numbered(int width, int height)
{
    Pixels pixels{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        pixels.argb.push_back(0xff000000U | static_cast<std::uint32_t>(i));
    return pixels;
}

std::uint32_t at(const Pixels& pixels, int x, int y)
{
    return pixels.argb[static_cast<std::size_t>(y * pixels.width + x)];
}

}  // namespace

TEST_CASE("a drifted picture is the same picture moved, its edges continued")
{
    const Pixels before = numbered(9, 7);
    for (int dx = -3; dx <= 3; ++dx)
        for (int dy = -3; dy <= 3; ++dy) {
            Pixels after_drift = before;
            apply({dx, dy}, after_drift);
            for (int y = 0; y < before.height; ++y)
                for (int x = 0; x < before.width; ++x)
                    REQUIRE(at(after_drift, x, y) ==
                            at(before, std::clamp(x - dx, 0, 8), std::clamp(y - dy, 0, 6)));
        }
}

TEST_CASE("a drift wider than the picture leaves a picture")
{
    Pixels tiny = numbered(2, 2);
    apply({9, -9}, tiny);
    CHECK(tiny.argb.size() == 4);
}

TEST_CASE("the drift stays within a few pixels and never jumps")
{
    Drift last = drift_at(after(0ms), 1920, 1080);
    Drift least = last, most = last;
    for (auto time = 0s; time < 3h; time += 8s) {
        const Drift now = drift_at(after(time), 1920, 1080);
        CHECK(std::abs(now.x - last.x) <= 1);
        CHECK(std::abs(now.y - last.y) <= 1);
        least = {std::min(least.x, now.x), std::min(least.y, now.y)};
        most = {std::max(most.x, now.x), std::max(most.y, now.y)};
        last = now;
    }
    CHECK(least == Drift{-3, -3});
    CHECK(most == Drift{3, 3});
}
