// SPDX-License-Identifier: Apache-2.0
// The panel's chart of the day: posts by hour as a line that ends now.
#include "scene/chart.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

// The hours that are over, at their middles, then the last sixty minutes, at now: posts of the hour
// that runs, and of the hour before as much as the sixty minutes reach into it. A bare count of the
// hour that runs would fall to nothing on every full hour.
std::vector<Point> line_of(const Sketch& sketch, const HourScale& scale)
{
    const auto& hours = sketch.wall.today.hours;
    const double now = hours_since_midnight(sketch);
    const auto over = std::min(static_cast<std::size_t>(now), hours.size());
    const auto count = [&](std::size_t i) { return static_cast<double>(hours[i].total()); };
    std::vector<Point> points;
    if (hours.empty()) return points;
    points.push_back({scale.x(0), scale.y(count(0))});
    for (std::size_t i = 0; i < over; ++i)
        points.push_back({scale.x(static_cast<double>(i) + 0.5), scale.y(count(i))});
    const double run = now - static_cast<double>(over);
    const double running = over < hours.size() ? count(over) : 0;
    const double before = over > 0 ? count(over - 1) * (1 - run) : 0;
    points.push_back(
        {scale.x(now), scale.y(over < hours.size() ? running + before : count(over - 1))});
    return points;
}

// Where the line leaves room, else above the peak.
std::optional<Rectangle> add_peak_label(Sketch& sketch, const HourScale& scale,
                                        const std::vector<Point>& outline)
{
    constexpr double size = 26, away = 26;
    const Today& today = sketch.wall.today;
    const Peak* peak = main_peak(today);
    if (peak == nullptr || peak->words.empty()) return {};
    std::string words = peak->words.front();
    if (peak->words.size() > 1) words += ", " + peak->words[1];
    std::string text = sketch.words.say(
        "chart.peak",
        {{"time", sketch.words.clock(peak->top, sketch.wall.time_zone)}, {"words", words}});

    const auto index = std::chrono::floor<std::chrono::hours>(peak->top - today.day).count();
    if (index < 0 || index >= static_cast<std::int64_t>(today.hours.size())) return {};
    const double x = scale.x(static_cast<double>(index) + 0.5);
    const double y =
        scale.y(static_cast<double>(today.hours[static_cast<std::size_t>(index)].total()));
    const double w = std::min(width_of(text, size, Weight::semibold), scale.plot.w), h = size * 1.3;
    const double right = scale.plot.x + scale.plot.w;
    const double above = std::clamp(x - w / 2, scale.plot.x, right - w);

    // Beside the peak, or where the line has ended.
    Rectangle area{above, y - h - 10, w, h};
    for (const double left : {x + away, x - away - w, outline.back().x + 22}) {
        const Rectangle beside{left, y - 12, w, h};
        const bool covered =
            overlap(beside, {outline.back().x - 16, outline.back().y - 16, 32, 32});
        if (left < scale.plot.x || left + w > right || covered || !is_free(beside, outline))
            continue;
        area = beside;
        break;
    }
    Text label = line(area.x, area.y + h / 2, w, std::move(text),
                      {size, sketch.palette.bright, Weight::semibold});
    sketch.add(std::move(label));
    return area;
}

}  // namespace

void draw_day_line(Sketch& sketch, const Rectangle& plot)
{
    const Palette& palette = sketch.palette;
    const Today& today = sketch.wall.today;
    // A day of three posts shall not look like a storm: at least four posts reach the top.
    HourScale scale{plot, today.hours.empty() ? 24 : static_cast<double>(today.hours.size()),
                    std::max({busiest(today), highest_normal(today), 4.0})};
    std::vector<Point> outline = line_of(sketch, scale);
    const auto highest = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto top = std::min_element(outline.begin(), outline.end(), highest);
    if (top != outline.end() && top->y < plot.y) {
        // The last sixty minutes can exceed every full hour.
        scale.top *= (scale.bottom() - top->y) / plot.h;
        outline = line_of(sketch, scale);
    }

    add_band(sketch, scale, palette.band);
    if (outline.size() > 1) {
        std::vector<Point> under = outline;
        under.push_back({outline.back().x, scale.bottom()});
        under.push_back({outline.front().x, scale.bottom()});
        sketch.add(Area{std::move(under), with_alpha(palette.accent, 0.28)});
    }
    sketch.box({plot.x, scale.bottom(), plot.w, 2}, palette.axis);
    if (outline.size() > 1) {
        sketch.add(Line{outline, 5, palette.accent});
        const Point& end = outline.back();
        const double x = std::min(end.x, plot.x + plot.w - 9);
        sketch.box({x - 9, end.y - 9, 18, 18}, palette.bright, 9);
    }
    const auto peak = add_peak_label(sketch, scale, outline);
    add_band_label(sketch, scale, outline,
                   peak ? std::vector<Rectangle>{*peak} : std::vector<Rectangle>{},
                   {22, palette.band_text});
    add_hours(sketch, scale, 6, {24, palette.soft});
}

}  // namespace narrowcast
