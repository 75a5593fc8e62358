// SPDX-License-Identifier: Apache-2.0
// The dark of quiet hours.
#include "screen/played_wall.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

// The test's day begins at nine in the morning.
Edition quiet_from_one_to_three()
{
    Edition edition = edition_of({"a", "b"});
    edition.wall.quiet_hours = "09:01-09:03";
    return edition;
}

bool is_black(const Pixels& pixels)
{
    return std::ranges::all_of(pixels.argb, [](std::uint32_t p) { return p == 0xff000000U; });
}

}  // namespace

TEST_CASE("when the quiet hours begin the wall fades to black, in the time of a cross-fade")
{
    PlayedWall wall;
    wall.doors.editions.set(quiet_from_one_to_three());
    wall.run_until(62s);
    CHECK(wall.present.is_dark());
    CHECK(is_black(wall.seen.back().picture));
    unsigned last = 0, frames = 0;
    for (const SeenFrame& frame : wall.seen) {
        if (frame.at < after(60s)) continue;
        CHECK(frame.share >= last);
        CHECK(frame.at <= after(60'600ms));
        last = frame.share;
        ++frames;
    }
    CHECK(frames > 10);
}

TEST_CASE("while it is dark nothing is presented, nothing painted, and it hardly wakes up")
{
    PlayedWall wall;
    wall.doors.editions.set(quiet_from_one_to_three());
    wall.run_until(62s);
    const auto frames = wall.present.frames();
    const auto orders = wall.orders;
    wall.steps = 0;
    wall.run_until(82s);
    wall.doors.editions.set(quiet_from_one_to_three());  // news does not wake it
    wall.run_until(179s);
    CHECK(wall.present.frames() == frames);
    CHECK(wall.orders == orders);
    CHECK(wall.steps <= 5 * 117);
}

TEST_CASE("it wakes up by itself, with the slide that is on then")
{
    PlayedWall wall;
    wall.doors.editions.set(quiet_from_one_to_three());
    wall.run_until(182s);
    CHECK_FALSE(wall.present.is_dark());
    // 180 s are 22 turns of 8 s and a half: the third slide of two is "a".
    CHECK(wall.seen.back().on == "a");
    CHECK(wall.seen.back().share == 256);
    CHECK(above_line(wall.seen.back().picture) == above_line(wall.painted["a"]));
}

TEST_CASE("a screen that is started in the quiet hours is black at once, without a face")
{
    PlayedWall wall;
    Edition edition = quiet_from_one_to_three();
    edition.wall.quiet_hours = "08:00-09:01";
    wall.doors.editions.set(edition);
    wall.run_until(10s);
    REQUIRE_FALSE(wall.seen.empty());
    for (const SeenFrame& frame : wall.seen)
        CHECK(is_black(frame.picture));
    wall.run_until(62s);
    CHECK(wall.seen.back().on != "face");
    CHECK_FALSE(is_black(wall.seen.back().picture));
}

TEST_CASE("quiet hours that are taken back light the wall up again")
{
    PlayedWall wall;
    wall.doors.editions.set(quiet_from_one_to_three());
    wall.run_until(70s);
    REQUIRE(wall.present.is_dark());
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(73s);
    CHECK_FALSE(wall.present.is_dark());
    CHECK_FALSE(is_black(wall.seen.back().picture));
}

TEST_CASE("what a window lost while it is dark is painted black again")
{
    PlayedWall wall;
    wall.doors.editions.set(quiet_from_one_to_three());
    wall.run_until(70s);
    const auto frames = wall.present.frames();
    wall.window.surface().pixels[100] = 0xffffffffU;
    wall.present.lost();
    wall.run_until(71s);
    CHECK(wall.present.frames() == frames + 1);
    CHECK(is_black(wall.seen.back().picture));
}
