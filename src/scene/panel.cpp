// SPDX-License-Identifier: Apache-2.0
// Today in figures, beside a post or below it.
#include "scene/chart.hpp"
#include "scene/head.hpp"
#include "scene/pieces.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace narrowcast {
namespace {

MoodCounts moods_of(const Today& today)
{
    MoodCounts sum;
    for (const HourCount& hour : today.hours) {
        sum.negative += hour.negative;
        sum.neutral += hour.neutral;
        sum.positive += hour.positive;
        sum.unsure += hour.unsure;
    }
    return sum;
}

// How the share of positive posts moved since last week: direction and figure.
std::string change_of(const Sketch& sketch)
{
    const Today& today = sketch.wall.today;
    if (!today.positive_change_known || today.total == 0) return {};
    const double before = std::clamp(shares_of(today).positive - today.positive_change, 0.0, 1.0);
    const std::string_view key = today.positive_change > 0.02    ? "change.more"
                                 : today.positive_change < -0.02 ? "change.less"
                                                                 : "change.same";
    return sketch.words.say(key, {{"percent", sketch.words.percent(before)}});
}

void add_summary(Sketch& sketch, const Rectangle& area, Align vertical)
{
    const Marked sentence = summary(sketch.wall, sketch.words);
    Text text;
    text.area = area;
    text.text = sentence.text;
    text.size = sketch.page.portrait ? 36 : 34;
    text.least = 24;
    text.leading = 1.29;
    text.colour = sketch.palette.text;
    text.vertical = vertical;
    text.language = sketch.words.language();
    for (const auto& [begin, end] : sentence.strong)
        text.spans.push_back({begin, end, sketch.palette.bright, Weight::bold, false, {}});
    sketch.add(std::move(text));
}

// The count of the day, as large as it fits. Returns its width.
double add_count(Sketch& sketch, const Rectangle& area)
{
    Text count =
        line(area.x, area.y + area.h / 2, area.w, sketch.words.number(sketch.wall.today.total),
             {148, sketch.palette.text, Weight::bold});
    count.least = 60;
    count.tracking = -0.02;
    const double w = std::min(width_of(count.text, count.size, Weight::bold), area.w);
    count.area = {area.x, area.y, w, area.h};
    count.vertical = Align::middle;
    sketch.add(std::move(count));
    return w;
}

void add_titles(Sketch& sketch, const Rectangle& at)
{
    double w = at.w;
    if (sketch.page.portrait && !sketch.wall.logo.empty()) {
        add_logo(sketch, {at.x + w - 180, at.y - 34, 180, 60}, Align::end, true);
        w -= 180 + 20;
    }
    const double badge = draw_badge(sketch, at.x + w, at.y);
    add_heading(sketch, {at.x, at.y}, w - (badge > 0 ? badge + 20 : 0),
                sketch.words.say("panel.today", {{"company", sketch.wall.company}}));
}

void draw_beside(Sketch& sketch, const Rectangle& area)
{
    const double x = area.x + 56, w = area.w - 112;
    // What is left over on a taller page goes to the chart and the air around it.
    const double extra = area.h - 1080, air = extra * 0.12;
    add_titles(sketch, {x, 87, w, 0});
    add_count(sketch, {x, 112, w, 160});
    double y = 278 + air;
    add_summary(sketch, {x, y, w, 132}, Align::start);
    y += 182 + air;
    const double chart = 208 + extra * 0.4;
    draw_day_line(sketch, {x, y, w, chart});
    y += chart;
    if (const auto pieces = pieces_of(moods_of(sketch.wall.today)); !pieces.empty()) {
        add_heading(sketch, {x, y + 89 + air}, w, sketch.words.say("panel.mood"));
        add_mood_bar(sketch, pieces, {x, y + 125 + air, w, 44});
        add_mood_figures(sketch, pieces, {x, y + 183 + air, w, 36}, 28);
        if (std::string change = change_of(sketch); !change.empty()) {
            Text text = line(x, y + 261 + air, w, std::move(change), {28, sketch.palette.soft});
            text.least = 22;
            sketch.add(std::move(text));
        }
    }
    const double mark = sketch.wall.logo.empty() ? 0 : 200;
    if (mark > 0) add_logo(sketch, {x + w - mark, area.h - 56 - 32, mark, 64}, Align::end, true);
    if (std::string place = place_of(sketch.wall); !place.empty())
        sketch.add(line(x, area.y + area.h - 56, w - (mark > 0 ? mark + 24 : 0), std::move(place),
                        {26, sketch.palette.soft}));
}

void draw_below(Sketch& sketch, const Rectangle& area)
{
    const double x = 64, w = area.w - 128, y = area.y;
    add_titles(sketch, {x, y + 71, w, 0});
    const double count = add_count(sketch, {x, y + 101, w * 0.5, 160});
    add_summary(sketch, {x + count + 24, y + 104, w - count - 24, 154}, Align::end);
    draw_day_line(sketch, {x, y + 306, w, 182});
    const auto pieces = pieces_of(moods_of(sketch.wall.today));
    if (!pieces.empty()) {
        add_mood_bar(sketch, pieces, {x, y + 563, w, 44});
        add_mood_figures(sketch, pieces, {x, y + 621, w, 36}, 28);
    }
    draw_strip(sketch, x, y + 716, w, Strip::counts);
}

}  // namespace

void draw_panel(Sketch& sketch, const Rectangle& area)
{
    sketch.box(area, sketch.palette.panel);
    if (sketch.page.portrait)
        draw_below(sketch, area);
    else
        draw_beside(sketch, area);
}

}  // namespace narrowcast
