// SPDX-License-Identifier: Apache-2.0
#include "scene/drawing.hpp"
#include "scene/theme.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

TEST_CASE("the strip says the time, how many posts are shown and how old that is")
{
    const Drawing drawing = drawn(sample("post"));
    CHECK(text_with(drawing, "10:42").weight == Weight::semibold);
    CHECK(says(drawing, "Toont 40 van 312 berichten, in dezelfde verhouding"));
    CHECK(says(drawing, "Bijgewerkt 4 s geleden"));
}

TEST_CASE("when every post is shown, the strip does not speak of a proportion")
{
    SlideFile file = sample("post");
    file.wall.shown = file.wall.total = 312;
    CHECK(says(drawn(file), "Toont alle 312 berichten van vandaag"));
}

TEST_CASE("after five minutes without news every slide warns")
{
    const Palette palette = palette_of(Theme::dark, "#5b8cff");
    for (const auto* name : {"post", "today"}) {
        SlideFile file = sample(name);
        file.now = file.wall.made + 5min;
        CHECK_FALSE(says(drawn(file), "aatst bijgewerkt"));
        file.now = file.wall.made + 6min;
        CHECK(text_with(drawn(file), "aatst bijgewerkt 6 min geleden").colour == palette.warning);
        CHECK(says(drawn(file, {1080, 1920, 55, 4}), "aatst bijgewerkt 6 min geleden"));
    }
}

TEST_CASE("invented content is called a demo on every slide")
{
    for (const auto* name : {"post", "today"})
        for (const Canvas& canvas : {Canvas{}, Canvas{1080, 1920, 55, 4}}) {
            SlideFile file = sample(name);
            CHECK_FALSE(says(drawn(file, canvas), "demo"));
            file.wall.demo = true;
            CHECK(says(drawn(file, canvas), "demo"));
        }
}

TEST_CASE("department and place are named")
{
    SlideFile file = sample("post");
    file.wall.department = "Klantenservice";
    file.wall.place = "Koffiehoek 3";
    CHECK(says(drawn(file), "Klantenservice · Koffiehoek 3"));
    SlideFile today = sample("today");
    CHECK(says(drawn(today), "Polderbank · alle kanalen"));
    today.wall.department = "Klantenservice";
    CHECK(says(drawn(today), "Polderbank · Klantenservice"));
}

TEST_CASE("a mix that differs from what was written is called so")
{
    SlideFile file = sample("post");
    file.wall.skew = 0.04;
    CHECK(says(drawn(file), "in dezelfde verhouding"));
    file.wall.skew = 0.06;
    CHECK(says(drawn(file), "in een andere verhouding"));
    CHECK_FALSE(says(drawn(file), "dezelfde"));
}

TEST_CASE("an announcement says where and when, and counts no posts")
{
    const Drawing drawing = drawn(sample("message"));
    CHECK(says(drawing, "10:42"));
    CHECK(says(drawing, "Klantenservice · 3e verdieping"));
    CHECK_FALSE(says(drawing, "berichten"));
}
