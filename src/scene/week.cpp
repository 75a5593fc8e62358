// SPDX-License-Identifier: Apache-2.0
// Seven days by parts of the day: how much by size, how people talk by colour and shape.
#include "scene/head.hpp"
#include "scene/headlines.hpp"
#include "scene/pieces.hpp"
#include "scene/quotes.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace narrowcast {
namespace {

constexpr std::array<std::string_view, 7> parts{"0–6",   "6–9",   "9–12", "12–15",
                                                "15–18", "18–21", "21–24"};

// Where the days stand, and how large what is written there.
struct WeekGrid {
    Rectangle cells;  // of all days and parts
    double days = 7;
    double label = 0;   // width of what stands left of them
    double head = 50;   // height of what stands over them
    double total = 44;  // em of a day's number
    double small = 24;  // em of all else
    double foot = 0;    // height of what stands under them

    double column() const { return cells.w / days; }
    double row() const { return cells.h / static_cast<double>(parts.size()); }
    double x(std::size_t day) const { return cells.x + column() * static_cast<double>(day); }
    double y(std::size_t part) const { return cells.y + row() * static_cast<double>(part); }
};

WeekGrid grid_of(const Layout& page, const Rectangle& area, std::size_t days)
{
    WeekGrid grid;
    grid.total = page.main(44);
    grid.small = page.minor(24);
    grid.label = grid.small * (page.portrait ? 3.8 : 4.5);
    grid.foot = grid.total * 1.24 + grid.small * 2.8 + 22;
    grid.days = static_cast<double>(days);
    grid.cells = {area.x + grid.label, area.y + grid.head, area.w - grid.label,
                  area.h - grid.head - grid.foot};
    return grid;
}

std::int64_t most_in_a_part(std::span<const WeekDay> days)
{
    std::int64_t most = 1;
    for (const WeekDay& day : days)
        for (const MoodCounts& part : day.parts)
            most = std::max(most, part.total());
    return most;
}

// Whether this day is the news: today, or on Monday the weekend.
bool is_news(const WeekSlide& slide, std::size_t day)
{
    const std::size_t from_end = slide.days.size() - 1 - day;
    return slide.weekend ? from_end == 1 || from_end == 2 : from_end == 0;
}

// In each cell the shape of how people talked, and a bar as long as there were posts.
void draw_cells(Sketch& sketch, const WeekDay& day, const Rectangle& column, const WeekGrid& grid,
                std::int64_t most)
{
    const double sign = std::min(grid.row() * 0.56, 26.0), between = 10;
    const double room = column.w - sign - between, h = std::min(grid.row() * 0.6, 34.0);
    for (std::size_t part = 0; part < std::min(day.parts.size(), parts.size()); ++part) {
        const MoodCounts& counts = day.parts[part];
        const double y = grid.y(part) + grid.row() / 2;
        if (counts.total() == 0) {
            sketch.box({column.x + sign / 2 - 3, y - 3, 6, 6}, sketch.palette.axis, 3);
            continue;
        }
        const Mood mood = prevailing(counts);
        const Tone& tone = sketch.palette.of(mood);
        add_mark(sketch.drawing, mood, {column.x, y - sign * 0.43, sign, sign * 0.86},
                 mood.sure ? tone.fill : tone.text);
        const double w =
            std::max(room * static_cast<double>(counts.total()) / static_cast<double>(most), 4.0);
        const Rectangle bar{column.x + sign + between, y - h / 2, w, h};
        sketch.box(bar, tone.fill, std::min(4.0, w / 2));
        if (!mood.sure) add_hatching(sketch.drawing, bar, tone.text);
    }
}

// Against a normal such weekday, in words.
std::string against_normal(const WeekDay& day, const Words& words, bool brief)
{
    const Comparison comparison = compare(static_cast<double>(counts_of(day).total()),
                                          day.normal_total, day.normal_total > 0 ? 3 : 0);
    switch (comparison.amount) {
        case Amount::times:
            return words.say(brief ? "week.times.brief" : "week.times",
                             {{"times", words.decimal(comparison.times)}});
        case Amount::same:
            return words.say("week.same");
        case Amount::fewer:
        case Amount::half:
        case Amount::few:
            return words.say("week.fewer");
        case Amount::unknown:
            return {};
    }
    return {};
}

// Under the parts of a day: how many, against normal, and what its peak was about.
void draw_total(Sketch& sketch, const WeekDay& day, const Rectangle& column, const WeekGrid& grid,
                bool is_today)
{
    const Palette& palette = sketch.palette;
    const double small = grid.small;
    double y = grid.cells.y + grid.cells.h + 8 + grid.total * 0.62;
    Text total = line(column.x, y, column.w, sketch.words.number(counts_of(day).total()),
                      {grid.total, palette.text, Weight::bold});
    total.least = std::min(sketch.page.least, total.size);
    total.is_main = true;
    sketch.add(std::move(total));
    const auto add = [&](std::string said, Colour colour, Weight weight) {
        Text text = line(column.x, y, column.w, std::move(said), {small, colour, weight});
        text.least = small * 0.85;
        sketch.add(std::move(text));
    };
    // What a day that is not over has is no less than normal yet.
    const std::string note = is_today ? sketch.words.say("week.so_far")
                                      : against_normal(day, sketch.words, column.w < 150);
    y += grid.total * 0.62 + small * 0.7;
    if (!note.empty()) add(note, palette.soft, Weight::regular);
    y += small * 1.35;
    if (day.words.empty()) return;
    std::string words = day.words.front();
    if (day.words.size() > 1 && column.w > 150) words += ", " + day.words[1];
    add(words, palette.bright, Weight::semibold);
}

void draw_day(Sketch& sketch, const WeekSlide& slide, std::size_t index, const WeekGrid& grid)
{
    const Palette& palette = sketch.palette;
    const WeekDay& day = slide.days[index];
    const double pad = grid.column() < 160 ? 8 : 20;
    const Rectangle whole{grid.x(index), grid.cells.y - grid.head, grid.column(),
                          grid.head + grid.cells.h + grid.foot};
    const Rectangle column{whole.x + pad, whole.y, whole.w - 2 * pad, whole.h};
    const bool news = is_news(slide, index);
    if (news) sketch.box({whole.x + 3, whole.y, whole.w - 6, whole.h}, palette.panel, 18);
    sketch.add(
        line(column.x, grid.cells.y - grid.head / 2, column.w,
             sketch.words.short_weekday(day.day, sketch.wall.time_zone),
             {sketch.page.minor(30), news ? palette.bright : palette.soft, Weight::semibold}));
    draw_cells(sketch, day, column, grid, most_in_a_part(slide.days));
    draw_total(sketch, day, column, grid, index + 1 == slide.days.size());
}

void draw_parts(Sketch& sketch, const WeekGrid& grid, double x)
{
    const double size = std::min(grid.small, grid.row() / 1.25);
    for (std::size_t part = 0; part < parts.size(); ++part)
        sketch.add(line(x, grid.y(part) + grid.row() / 2, grid.label - 12, std::string{parts[part]},
                        {size, sketch.palette.soft}));
}

// What the shapes say.
void draw_legend(Sketch& sketch, double right, double y)
{
    const double size = sketch.page.minor(26), sign = size * 0.9;
    double x = right;
    for (const auto& [key, mood] : {std::pair{"week.unsure", mood_with(Label::neutral, false)},
                                    std::pair{"week.negative", mood_with(Label::negative, true)},
                                    std::pair{"week.neutral", mood_with(Label::neutral, true)},
                                    std::pair{"week.positive", mood_with(Label::positive, true)}}) {
        const std::string text = sketch.words.say(key);
        const double w = width_of(text, size, Weight::medium) + 2;
        const Colour colour = sketch.palette.of(mood).text;
        x -= w;
        sketch.add(line(x, y, w, text, {size, colour, Weight::medium, Align::end}));
        x -= sign + 8;
        add_mark(sketch.drawing, mood, {x, y - sign * 0.4, sign, sign * 0.8}, colour);
        x -= 30;
    }
}

}  // namespace

void draw_week(Sketch& sketch, const WeekSlide& slide)
{
    const Headline headline = headline_of(slide, sketch.wall, sketch.words);
    const Rectangle area =
        draw_title(sketch, headline.sentence, colour_of_news(sketch, headline.mood));
    if (slide.days.empty()) return;
    const bool high = sketch.page.portrait;
    const double legend = 44, gap = 28, least_grid = high ? 640 : 400;
    auto quotes = std::span{slide.quotes}.first(std::min<std::size_t>(slide.quotes.size(), 3));
    const double story = high ? area.h * 0.4 : 206;
    if (area.h - legend - story - gap < least_grid) quotes = {};
    const double room = area.h - legend - (quotes.empty() ? 0 : story + gap);
    draw_legend(sketch, area.x + area.w, area.y + 10);
    const WeekGrid grid = grid_of(
        sketch.page, {area.x, area.y + legend, area.w, std::min(room, high ? 1000.0 : 760.0)},
        slide.days.size());
    draw_parts(sketch, grid, area.x);
    for (std::size_t day = 0; day < slide.days.size(); ++day)
        draw_day(sketch, slide, day, grid);
    if (quotes.empty()) return;
    draw_quotes(sketch, quotes, {area.x, area.y + area.h - story + 14, area.w, story}, true);
}

}  // namespace narrowcast
