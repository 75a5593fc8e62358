// SPDX-License-Identifier: Apache-2.0
#include "scene/chart.hpp"

#include "scene/drawing.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

TEST_CASE("three round steps hold the highest value")
{
    CHECK(step_of(66) == 24);
    CHECK(step_of(110) == 40);
    CHECK(step_of(3) == 2);
    CHECK(step_of(0) == 1);
    for (double most = 1; most < 50000; most *= 1.07) {
        INFO(most);
        const double step = step_of(most);
        CHECK(3 * step >= most);
        CHECK(step == std::floor(step));
        CHECK(3 * step <= std::max(most * 1.6, 6.0));
    }
}

TEST_CASE("an area is free when nothing of the outline rises into it")
{
    const std::vector<Point> hill{{0, 100}, {50, 20}, {100, 100}};
    CHECK(is_free({80, 0, 20, 60}, hill));
    CHECK_FALSE(is_free({40, 0, 20, 60}, hill));
    CHECK(is_free({40, 0, 20, 19}, hill));
    CHECK(is_free({200, 0, 20, 100}, hill));
}

TEST_CASE("a day of 23 or 25 hours is labelled by the clock on the wall")
{
    SlideFile file = sample("today");
    // 29 March 2026: the clocks of Amsterdam go forward at two.
    file.wall.today.day = Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 28}} + 23h;
    file.wall.today.hours.resize(23);
    file.wall.today.peaks.clear();
    file.now = file.wall.today.day + 9h;
    const Drawing drawing = drawn(file);
    const double six = text_with(drawing, "06:00").area.x,
                 nine = text_with(drawing, "09:00").area.x;
    const double three = text_with(drawing, "03:00").area.x;
    CHECK(nine - six == Catch::Approx(six - three).margin(1));
    CHECK(says(drawing, "24:00"));
}

TEST_CASE("the panel's line ends now and does not fall at the full hour")
{
    const auto end_of = [](std::chrono::minutes after_ten) {
        SlideFile file = sample("post");
        file.wall.today.hours[10] = {};
        file.wall.today.hours[10].negative = after_ten.count();  // one a minute
        file.now = file.wall.today.day + 10h + after_ten;
        const Drawing drawing = drawn(file);
        for (const Mark& mark : drawing)
            if (const auto* line = std::get_if<Line>(&mark)) return line->points.back();
        return Point{};
    };
    CHECK(end_of(30min).x > end_of(1min).x);
    CHECK(end_of(1min).y < end_of(30min).y);  // 110 in the hour before, then sixty
}
