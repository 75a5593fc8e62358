// SPDX-License-Identifier: Apache-2.0
// Today in figures, beside a post or below it.
#include "scene/chart.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace narrowcast {
namespace {

constexpr double label_size = 26;

void add_heading(Sketch& sketch, const Rectangle& at, std::string_view text)
{
    Text heading = line(at.x, at.y, at.w, sketch.words.upper(text),
                        {label_size, sketch.palette.soft, Weight::semibold});
    heading.tracking = 0.02;
    sketch.add(std::move(heading));
}

// The share of each sentiment, its shape and its figure. `y` is the middle of the bar.
struct Piece {
    double share;
    Mood mood;
};

std::vector<Piece> pieces_of(const Today& today)
{
    const Shares shares = shares_of(today);
    std::vector<Piece> pieces;
    const auto add = [&](double share, Label label, bool sure) {
        Mood mood;
        mood.label = label;
        mood.sure = sure;
        if (share > 0) pieces.push_back({share, mood});
    };
    add(shares.positive, Label::positive, true);
    add(shares.neutral, Label::neutral, true);
    add(shares.unsure, Label::neutral, false);
    add(shares.negative, Label::negative, true);
    return pieces;
}

void add_bar(Sketch& sketch, const std::vector<Piece>& pieces, const Rectangle& area)
{
    constexpr double gap = 4, least = 6;
    const double room = area.w - gap * static_cast<double>(pieces.size() - 1);
    double widened = 0;
    for (const Piece& piece : pieces)
        widened += std::max(piece.share * room, least);
    double x = area.x;
    for (const Piece& piece : pieces) {
        const Rectangle part{x, area.y, std::max(piece.share * room, least) * room / widened,
                             area.h};
        sketch.box(part, sketch.palette.of(piece.mood).fill, 3);
        if (!piece.mood.sure) add_hatching(sketch.drawing, part, sketch.palette.unsure.text);
        x += part.w + gap;
    }
}

void add_figures(Sketch& sketch, const std::vector<Piece>& pieces, const Rectangle& area)
{
    constexpr double size = 28, sign = 27, between = 9;
    const auto count = static_cast<double>(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string text = sketch.words.percent(pieces[i].share);
        const double text_width = width_of(text, size, Weight::semibold);
        const double w = sign + between + text_width;
        // Spread from edge to edge: first at the left, last at the right.
        const double x =
            area.x + (count > 1 ? (area.w - w) * static_cast<double>(i) / (count - 1) : 0);
        const Colour colour = sketch.palette.of(pieces[i].mood).text;
        add_mark(sketch.drawing, pieces[i].mood,
                 {x, area.y + area.h / 2 - sign * 0.4, sign, sign * 0.8}, colour);
        sketch.add(line(x + sign + between, area.y + area.h / 2, text_width, text,
                        {size, colour, Weight::semibold}));
    }
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

std::string where(const Wall& wall)
{
    if (wall.department.empty() || wall.place.empty()) return wall.department + wall.place;
    return wall.department + " · " + wall.place;
}

void add_titles(Sketch& sketch, const Rectangle& at)
{
    const double badge = draw_badge(sketch, at.x + at.w, at.y);
    add_heading(sketch, {at.x, at.y, at.w - (badge > 0 ? badge + 20 : 0), 0},
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
    if (const auto pieces = pieces_of(sketch.wall.today); !pieces.empty()) {
        add_heading(sketch, {x, y + 89 + air, w, 0}, sketch.words.say("panel.mood"));
        add_bar(sketch, pieces, {x, y + 125 + air, w, 44});
        add_figures(sketch, pieces, {x, y + 183 + air, w, 36});
        if (std::string change = change_of(sketch); !change.empty()) {
            Text text = line(x, y + 261 + air, w, std::move(change), {28, sketch.palette.soft});
            text.least = 22;
            sketch.add(std::move(text));
        }
    }
    if (std::string place = where(sketch.wall); !place.empty())
        sketch.add(line(x, area.y + area.h - 56, w, std::move(place), {26, sketch.palette.soft}));
}

void draw_below(Sketch& sketch, const Rectangle& area)
{
    const double x = 64, w = area.w - 128, y = area.y;
    add_titles(sketch, {x, y + 71, w, 0});
    const double count = add_count(sketch, {x, y + 101, w * 0.5, 160});
    add_summary(sketch, {x + count + 24, y + 104, w - count - 24, 154}, Align::end);
    draw_day_line(sketch, {x, y + 306, w, 182});
    const auto pieces = pieces_of(sketch.wall.today);
    if (!pieces.empty()) {
        add_bar(sketch, pieces, {x, y + 563, w, 44});
        add_figures(sketch, pieces, {x, y + 621, w, 36});
    }
    draw_strip(sketch, x, y + 716, w);
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
