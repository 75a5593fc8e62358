// SPDX-License-Identifier: Apache-2.0
// The day slide's chart: posts by hour as bars, stacked by sentiment, over what is normal.
#include "scene/chart.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double bar_share = 0.757;  // of its hour
constexpr double title_size = 34, words_size = 28, leader = 72;

struct Part {
    double count;
    Colour fill;
    bool hatched;
};

double left_of(const HourScale& scale, std::size_t hour)
{
    return scale.x(static_cast<double>(hour) + (1 - bar_share) / 2);
}
double bar_width(const HourScale& scale) { return scale.plot.w / scale.hours * bar_share; }

void add_bar(Sketch& sketch, const HourScale& scale, std::size_t hour)
{
    constexpr double gap = 3;
    const HourCount& count = sketch.wall.today.hours[hour];
    const Palette& palette = sketch.palette;
    const std::array<Part, 4> parts{{
        {static_cast<double>(count.negative), palette.negative.fill, false},
        {static_cast<double>(count.unsure), palette.unsure.fill, true},
        {static_cast<double>(count.neutral), palette.neutral.fill, false},
        {static_cast<double>(count.positive), palette.positive.fill, false},
    }};
    double below = 0;
    for (const Part& part : parts) {
        if (part.count <= 0) continue;
        const double top = scale.y(below + part.count);
        const double h = std::max(scale.y(below) - top - gap, 2.0);
        const Rectangle area{left_of(scale, hour), top, bar_width(scale), h};
        sketch.box(area, part.fill, std::min(3.0, h / 2));
        if (part.hatched) add_hatching(sketch.drawing, area, palette.unsure.text);
        below += part.count;
    }
}

std::vector<Point> outline_of(const Sketch& sketch, const HourScale& scale)
{
    std::vector<Point> outline;
    const auto& hours = sketch.wall.today.hours;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        const double y = scale.y(static_cast<double>(hours[i].total()));
        const double left = left_of(scale, i), right = left + bar_width(scale);
        outline.insert(outline.end(),
                       {{left, scale.bottom()}, {left, y}, {right, y}, {right, scale.bottom()}});
    }
    return outline;
}

// The name of the peak, and where it found room.
struct PeakLabel {
    std::string title, words;
    Rectangle area, bar;
    double posts = 0;
    enum class Place { right, left, above } place = Place::right;
};

std::optional<PeakLabel> peak_of(const Sketch& sketch, const HourScale& scale)
{
    const Today& today = sketch.wall.today;
    const Peak* peak = main_peak(today);
    if (peak == nullptr || peak->top < today.day) return {};
    const auto hour = static_cast<std::size_t>((peak->top - today.day) / std::chrono::hours{1});
    if (hour >= today.hours.size()) return {};
    PeakLabel label;
    label.title = sketch.words.say(
        "today.peak", {{"time", sketch.words.clock(peak->top, sketch.wall.time_zone)}});
    for (const std::string& word : peak->words)
        label.words += (label.words.empty() ? "" : " · ") + word;
    const double w = std::min(std::max(width_of(label.title, title_size, Weight::semibold),
                                       width_of(label.words, words_size)),
                              scale.plot.w / 2);
    label.area = {0, 0, w, title_size * 1.3 + (label.words.empty() ? 0 : words_size * 1.3 + 4)};
    label.posts = static_cast<double>(today.hours[hour].total());
    const double y = scale.y(label.posts);
    label.bar = {left_of(scale, hour), y, bar_width(scale), scale.bottom() - y};
    return label;
}

// Right of the peak, else left of it, else above it: then the scale is made taller for it.
void place(PeakLabel& label, HourScale& scale, const Sketch& sketch)
{
    const auto outline = outline_of(sketch, scale);
    const double right = scale.plot.x + scale.plot.w;
    label.area.y = std::min(label.bar.y, scale.bottom() - label.area.h - 8);
    label.area.x = label.bar.x + label.bar.w + leader + 16;
    const auto fits = [&] {
        Rectangle wide = label.area;  // with its leader
        wide.x =
            label.place == PeakLabel::Place::right ? label.bar.x + label.bar.w + 2 : label.area.x;
        wide.w += leader + 14;
        return wide.x >= scale.plot.x && wide.x + wide.w <= right && is_free(wide, outline);
    };
    if (fits()) return;
    label.place = PeakLabel::Place::left;
    label.area.x = label.bar.x - leader - 16 - label.area.w;
    if (fits()) return;
    label.place = PeakLabel::Place::above;
    const double room = label.area.h + 34;
    scale.top = std::max(
        scale.top, busiest(sketch.wall.today) * scale.plot.h / std::max(scale.plot.h - room, 1.0));
    label.bar.y = scale.y(label.posts);
    label.area.x = std::clamp(label.bar.x + label.bar.w / 2 - label.area.w / 2, scale.plot.x,
                              right - label.area.w);
    label.area.y = scale.y(busiest(sketch.wall.today)) - room;
}

void add_label(Sketch& sketch, const PeakLabel& label)
{
    const Palette& palette = sketch.palette;
    const Rectangle& area = label.area;
    const bool left = label.place == PeakLabel::Place::left;
    const double y = area.y + title_size * 0.65;
    const Align align = left ? Align::end : Align::start;
    sketch.add(line(area.x, y, area.w, label.title,
                    {title_size, palette.bright, Weight::semibold, align}));
    if (!label.words.empty())
        sketch.add(line(area.x, area.y + area.h - words_size * 0.65, area.w, label.words,
                        {words_size, palette.soft, Weight::regular, align}));
    const double middle = label.bar.x + label.bar.w / 2;
    switch (label.place) {
        case PeakLabel::Place::right:
            return sketch.box({label.bar.x + label.bar.w + 5, y - 1, leader, 2}, palette.soft);
        case PeakLabel::Place::left:
            return sketch.box({label.bar.x - 5 - leader, y - 1, leader, 2}, palette.soft);
        case PeakLabel::Place::above:
            return sketch.box(
                {middle - 1, area.y + area.h + 5, 2, label.bar.y - area.y - area.h - 12},
                palette.soft);
    }
}

struct LegendItem {
    std::string_view key;
    double share;
    Mood mood;
};

// Right-aligned over the chart; the unsure only when there are any. `with_band`
// names the band, where the chart had no room for its name.
void add_legend(Sketch& sketch, double right, double y, double w, bool with_band)
{
    if (sketch.wall.today.total == 0) return;
    const Shares shares = shares_of(sketch.wall.today);
    const auto mood = [](Label label, bool sure) {
        Mood result;
        result.label = label;
        result.sure = sure;
        return result;
    };
    std::vector<LegendItem> items{{"positive", shares.positive, mood(Label::positive, true)},
                                  {"neutral", shares.neutral, mood(Label::neutral, true)}};
    if (shares.unsure > 0) items.push_back({"unsure", shares.unsure, mood(Label::neutral, false)});
    items.push_back({"negative", shares.negative, mood(Label::negative, true)});

    const double size = w < 1200 ? 25 : 28, sign = size * 0.86, gap = w < 1200 ? 24 : 34;
    double x = right;
    for (std::size_t i = items.size(); i-- > 0;) {
        const LegendItem& item = items[i];
        const std::string text = sketch.words.say("legend." + std::string{item.key},
                                                  {{"percent", sketch.words.percent(item.share)}});
        const double text_width = width_of(text, size, Weight::semibold);
        const Colour colour = sketch.palette.of(item.mood).text;
        x -= text_width;
        sketch.add(line(x, y, text_width, text, {size, colour, Weight::semibold, Align::end}));
        x -= sign + 8;
        add_mark(sketch.drawing, item.mood, {x, y - sign * 0.4, sign, sign * 0.8}, colour);
        x -= gap;
    }
    if (!with_band) return;
    const std::string text = sketch.words.say(
        "chart.normal",
        {{"weekday", sketch.words.weekday(sketch.wall.today.day, sketch.wall.time_zone)}});
    const double text_width = width_of(text, size);
    x -= text_width;
    if (x - sign * 1.6 - 8 < right - w) return;
    sketch.add(line(x, y, text_width, text, {size, sketch.palette.band_text}));
    sketch.box({x - 8 - sign * 1.6, y - sign * 0.4, sign * 1.6, sign * 0.8}, sketch.palette.band,
               3);
}

void add_grid(Sketch& sketch, const HourScale& scale, double step)
{
    const Palette& palette = sketch.palette;
    const double right = scale.plot.x + scale.plot.w;
    for (double posts = step; posts <= scale.top + 0.001; posts += step) {
        const double y = scale.y(posts);
        sketch.box({scale.plot.x, y, scale.plot.w, 1}, palette.grid);
        sketch.add(line(right + 8, y, 64,
                        sketch.words.number(static_cast<std::int64_t>(std::lround(posts))),
                        {24, palette.soft, Weight::regular, Align::end}));
    }
    sketch.box({scale.plot.x, scale.bottom(), scale.plot.w, 2}, palette.axis);
}

}  // namespace

void draw_day_bars(Sketch& sketch, const Rectangle& area)
{
    const Today& today = sketch.wall.today;
    const double step = step_of(std::max({busiest(today), highest_normal(today), 3.0}));
    HourScale scale{{area.x, area.y + 58, area.w - 72, area.h - 58 - 52},
                    today.hours.empty() ? 24 : static_cast<double>(today.hours.size()),
                    3 * step};
    auto label = peak_of(sketch, scale);
    if (label) place(*label, scale, sketch);

    add_grid(sketch, scale, step);
    add_band(sketch, scale, sketch.palette.band);
    for (std::size_t i = 0; i < today.hours.size(); ++i)
        add_bar(sketch, scale, i);
    std::vector<Rectangle> taken;
    if (label) {
        add_label(sketch, *label);
        taken.push_back(label->area);
    }
    const bool named = add_band_label(sketch, scale, outline_of(sketch, scale), taken,
                                      {26, sketch.palette.band_text});
    add_legend(sketch, area.x + area.w, area.y + 14, area.w, !named && highest_normal(today) > 0);
    add_hours(sketch, scale, sketch.page.portrait ? 6 : 3, {26, sketch.palette.soft});
}

}  // namespace narrowcast
