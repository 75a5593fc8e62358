// SPDX-License-Identifier: Apache-2.0
#include "scene/drawing.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

TEST_CASE("the panel says how much, against what, and how people talk")
{
    const Drawing drawing = drawn(sample("post"));
    for (const auto* words : {"VANDAAG OVER POLDERBANK", "312", "4× zoveel", "gewone dinsdag",
                              "09:00 app, storing", "HOE WORDT ER GEPRAAT", "22%", "31%", "47%",
                              "Minder positief dan vorige week (toen 34%)"}) {
        INFO(words);
        CHECK(says(drawing, words));
    }
}

TEST_CASE("without history there is no band and no claim")
{
    SlideFile file = sample("post");
    file.wall.today.weeks = 2;
    const Drawing drawing = drawn(file);
    CHECK_FALSE(says(drawing, "gewone"));
    CHECK(says(drawing, "berichten tot nu toe"));
}

TEST_CASE("last week is left out where it is not known, and called the same when it is")
{
    SlideFile file = sample("post");
    file.wall.today.positive_change_known = false;
    CHECK_FALSE(says(drawn(file), "vorige week"));
    file.wall.today.positive_change_known = true;
    file.wall.today.positive_change = 0.01;
    CHECK(says(drawn(file), "Even positief als vorige week"));
}

TEST_CASE("unsure posts are a part of their own")
{
    SlideFile file = sample("post");
    CHECK_FALSE(says(drawn(file), "?"));
    file.wall.today.hours[9].unsure = 78;
    file.wall.today.total += 78;
    const Drawing drawing = drawn(file);
    CHECK(says(drawing, "?"));
    CHECK(says(drawing, "20%"));
}

TEST_CASE("an empty day draws an empty panel and does not fail")
{
    SlideFile file = sample("post");
    file.wall.today = {};
    file.wall.total = file.wall.shown = 0;
    const Drawing drawing = drawn(file);
    CHECK(says(drawing, "nog geen berichten vandaag"));
    CHECK_FALSE(says(drawing, "HOE WORDT ER GEPRAAT"));
}
