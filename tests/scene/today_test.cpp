// SPDX-License-Identifier: Apache-2.0
#include "scene/drawing.hpp"
#include "scene/theme.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Palette dark = palette_of(Theme::dark, "#5b8cff");

std::size_t boxes_of(const Drawing& drawing, Colour fill)
{
    return static_cast<std::size_t>(
        std::count_if(drawing.begin(), drawing.end(), [&](const Mark& mark) {
            const auto* box = std::get_if<Box>(&mark);
            return box != nullptr && box->fill == fill;
        }));
}

}  // namespace

TEST_CASE("the day's headline names what it is about in the colour of its mood")
{
    const Text headline = text_with(drawn(sample("today")), "Vanochtend 4×");
    REQUIRE(headline.spans.size() == 2);
    for (const Span& span : headline.spans)
        CHECK(span.colour == dark.negative.text);
}

TEST_CASE("what a peak of unsure posts is about is no mood's colour")
{
    SlideFile file = sample("today");
    for (HourCount& hour : file.wall.today.hours) {
        hour.unsure = hour.total();
        hour.negative = hour.neutral = hour.positive = 0;
    }
    CHECK(text_with(drawn(file), "Vanochtend").spans.front().colour == dark.link);
}

TEST_CASE("the day slide says when and for whom, and labels its chart")
{
    const Drawing drawing = drawn(sample("today"));
    for (const auto* words : {"Polderbank · alle kanalen", "dinsdag 10:42", "Piek om 09:00",
                              "app · storing · inloggen", "positief 22%", "neutraal 31%",
                              "negatief 47%", "gewone dinsdag", "00:00", "24:00", "120"}) {
        INFO(words);
        CHECK(says(drawing, words));
    }
    CHECK_FALSE(says(drawing, "niet zeker"));
}

TEST_CASE("every hour has a part for each mood in it, and the unsure part is hatched")
{
    SlideFile file = sample("today");
    const std::size_t bars = boxes_of(drawn(file), dark.neutral.fill);
    CHECK(bars == 11);
    CHECK(boxes_of(drawn(file), dark.unsure.fill) == 0);
    file.wall.today.hours[9].unsure = 40;
    const Drawing drawing = drawn(file);
    CHECK(boxes_of(drawing, dark.unsure.fill) == 1);
    CHECK(count_of<Line>(drawing) > 5);
    CHECK(says(drawing, "niet zeker 11%"));
}

TEST_CASE("quotes say when, how many and about what, or that the company answers")
{
    const Drawing drawing = drawn(sample("today"));
    CHECK(says(drawing, "09:04 · 110 berichten · storing, app, inloggen"));
    CHECK(says(drawing, "10:10 · antwoord van Polderbank · 1.204× gedeeld"));
    CHECK(says(drawing, "10:31 · klantenservice, snel geholpen"));
    CHECK(says(drawing, "“Binnen 5 min iemand"));
    CHECK(says(drawing, "Jeroen K. · Bluesky"));
}

TEST_CASE("the label of a late peak stands left of it and inside the picture")
{
    SlideFile file = sample("today");
    auto& hours = file.wall.today.hours;
    std::swap(hours[9], hours[22]);
    Peak& peak = file.wall.today.peaks.front();
    peak.top = peak.from = file.wall.today.day + 22h;
    peak.until = peak.top + 1h;
    file.now = file.wall.today.day + 23h;
    const Text label = text_with(drawn(file), "Piek om 22:00");
    CHECK(label.align == Align::end);
    CHECK(label.area.x + label.area.w < 1650);
}

TEST_CASE("on a day of plateaus the peak's label stands above all bars")
{
    SlideFile file = sample("today");
    for (std::size_t i = 0; i < 24; ++i)
        file.wall.today.hours[i].negative = 100;
    const Drawing drawing = drawn(file);
    const Text label = text_with(drawing, "Piek om");
    double highest = 1080;
    for (const Mark& mark : drawing)
        if (const auto* box = std::get_if<Box>(&mark);
            box != nullptr && box->fill == dark.negative.fill)
            highest = std::min(highest, box->area.y);
    CHECK(label.area.y + label.area.h < highest);
}

TEST_CASE("a day without peaks, quotes or posts is still a picture")
{
    SlideFile file = sample("today");
    file.wall.today = {};
    file.wall.today.day = file.now;
    today_of(file).quotes.clear();
    const Drawing drawing = drawn(file);
    CHECK(says(drawing, "Nog geen berichten vandaag"));
    CHECK_FALSE(says(drawing, "Piek"));
    CHECK_FALSE(says(drawing, "positief"));
}
