// SPDX-License-Identifier: Apache-2.0
#include "screen/present.hpp"

#include "lib/blend.hpp"
#include "screen/played_wall.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

TEST_CASE("a cross-fade begins and ends with exactly the prepared pictures")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(10s);
    std::vector<SeenFrame> fade;
    for (const SeenFrame& frame : wall.seen)
        if (frame.on == "b" && frame.at <= after(8'520ms)) fade.push_back(frame);
    REQUIRE(fade.size() > 10);
    CHECK(fade.front().at == after(8s));
    CHECK(fade.front().share == 0);
    CHECK(above_line(fade.front().picture) == above_line(wall.painted["a"]));
    CHECK(fade.back().share == 256);
    CHECK(above_line(fade.back().picture) == above_line(wall.painted["b"]));
}

TEST_CASE("in between, a cross-fade mixes the two pictures by its share")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(10s);
    const Pixels a = wall.painted["a"], b = wall.painted["b"];
    unsigned last = 0;
    for (const SeenFrame& frame : wall.seen) {
        if (frame.on != "b") continue;
        CHECK(frame.share >= last);
        last = frame.share;
        Pixels expected = a;
        lib::blend_plainly(a.argb.data(), b.argb.data(), expected.argb.data(), expected.argb.size(),
                           frame.share);
        REQUIRE(above_line(frame.picture) == above_line(expected));
    }
}

TEST_CASE("the first slide stands at once, without a face before it or a fade into it")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(100ms);
    REQUIRE_FALSE(wall.seen.empty());
    CHECK(wall.seen.front().on == "a");
    CHECK(wall.seen.front().share == 256);
    CHECK(above_line(wall.seen.front().picture) == above_line(wall.painted["a"]));
}

TEST_CASE("a deleted post fades away before its turn is over")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"bad", "good"}));
    wall.run_until(2s);
    wall.doors.editions.set(edition_of({"good"}));
    wall.run_until(3s);
    CHECK(wall.story() == "bad good");
    CHECK(above_line(wall.seen.back().picture) == above_line(wall.painted["good"]));
}

TEST_CASE("the last post that is deleted leaves the face, and the face leaves for a new post")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"bad"}));
    wall.run_until(2s);
    wall.doors.editions.set(edition_of({}));
    wall.run_until(4s);
    wall.doors.editions.set(edition_of({"new"}));
    wall.run_until(6s);
    CHECK(wall.story() == "bad face new");
}

TEST_CASE("with no edition the face is shown, but not for a blink before one comes")
{
    PlayedWall wall;
    wall.run_until(200ms);
    CHECK(wall.seen.empty());
    wall.run_until(1s);
    CHECK(wall.story() == "face");
}

TEST_CASE("a wall whose hub is dead goes round with what it has")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.doors.links.set({.trouble = "hub.example refuses connections"});
    wall.run_until(30s);
    CHECK(wall.story() == "a b a b");
}

TEST_CASE("a wall that is called when it asked for it is never late")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(20s);
    CHECK(wall.present.late() == 0);
    CHECK(wall.present.frames() > 100);
}

TEST_CASE("a frame of a cross-fade that comes too late is counted")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(8'100ms);
    wall.now += 200ms;
    wall.present.step(wall.now);
    CHECK(wall.present.late() == 1);
}

TEST_CASE("between two movements the wall wakes up a few times a second only")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(2s);
    const auto before = wall.present.frames();
    wall.run_until(7s);
    CHECK(wall.present.frames() - before <= 4 * 5 + 1);
}

TEST_CASE("never two movements: the line stands while slides change, and ends at its edge")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a", "b"}));
    wall.run_until(16s);
    const auto lit = [](const Pixels& pixels) {  // of the lowest row
        const auto row = pixels.argb.end() - pixels.width;
        return std::count(row, pixels.argb.end(), 0xff5b8cffU);
    };
    std::ptrdiff_t before = 0;
    for (const SeenFrame& frame : wall.seen) {
        if (frame.on == "b" && frame.at <= after(8'500ms)) {
            if (frame.share == 256) CHECK(lit(frame.picture) == 0);
            before = 0;
            continue;
        }
        CHECK(lit(frame.picture) >= before);
        before = lit(frame.picture);
    }
    CHECK(before > 150);
}

TEST_CASE("the diagnostics panel covers a corner while it is on")
{
    PlayedWall wall;
    wall.doors.editions.set(edition_of({"a"}, 60s));
    wall.run_until(1s);
    wall.present.toggle_diagnostics();
    wall.run_until(3s);
    CHECK(wall.seen.back().picture.argb[0] != wall.painted["a"].argb[0]);
    wall.present.toggle_diagnostics();
    wall.run_until(5s);
    CHECK(above_line(wall.seen.back().picture) == above_line(wall.painted["a"]));
}

TEST_CASE("without any font the face is still not an empty window")
{
    lib::Window window = dummy_window();
    Doors doors;
    Pixels last;
    Present present{{.hub = "http://hub.example",
                     .screen = "coffee-3",
                     .language = "en",
                     .version = "test",
                     .typefaces = {"/nonexistent.ttf"},
                     .on_frame = [&](const FrameReport& report) { last = report.picture(); }},
                    doors,
                    window,
                    after(0ms)};
    present.step(after(1s));
    REQUIRE_FALSE(last.argb.empty());
    CHECK(std::count(last.argb.begin(), last.argb.end(), 0xff5b8cffU) > 0);
}

TEST_CASE("the movement is eased: slow, fast, slow, and never back")
{
    CHECK(eased(-1) == 0);
    CHECK(eased(0) == 0);
    CHECK(eased(0.5) == 128);
    CHECK(eased(1) == 256);
    CHECK(eased(2) == 256);
    CHECK(eased(0.1) < 26);
    for (int i = 0; i < 100; ++i)
        CHECK(eased(i / 100.0) <= eased((i + 1) / 100.0));
}
