// SPDX-License-Identifier: Apache-2.0
// What both charts of the day share.
#include "scene/chart.hpp"

#include "lib/calendar.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {
namespace {

// The band's upper edge between the middles of two hours.
double normal_high_at(const Today& today, double hour)
{
    const double last = static_cast<double>(today.hours.size()) - 1;
    const double at = std::clamp(hour - 0.5, 0.0, last);
    const auto before = static_cast<std::size_t>(at);
    const auto after = std::min(before + 1, today.hours.size() - 1);
    const double share = at - static_cast<double>(before);
    return today.hours[before].normal_high * (1 - share) + today.hours[after].normal_high * share;
}

double highest_normal_between(const Today& today, double from, double until)
{
    double most = 0;
    for (double hour = from; hour <= until; hour += 0.25)
        most = std::max(most, normal_high_at(today, hour));
    return most;
}

}  // namespace

double step_of(double most)
{
    static constexpr std::array<double, 12> steps{1, 1.2, 1.5, 2, 2.4, 3, 4, 5, 6, 7, 8, 10};
    const double third = std::max(most * 1.02 / 3, 1.0);
    const double power = std::pow(10, std::floor(std::log10(third)));
    for (const double step : steps)
        if (const double whole = step * power; whole >= third && whole == std::floor(whole))
            return whole;
    return 10 * power;
}

double busiest(const Today& today)
{
    std::int64_t most = 0;
    for (const HourCount& hour : today.hours)
        most = std::max(most, hour.total());
    return static_cast<double>(most);
}

double highest_normal(const Today& today)
{
    double most = 0;
    for (const HourCount& hour : today.hours)
        most = std::max(most, hour.normal_high);
    return has_normal(today) ? most : 0;
}

double hours_since_midnight(const Sketch& sketch)
{
    const auto seconds = static_cast<double>((sketch.now - sketch.wall.today.day).count());
    return std::clamp(seconds / 3600, 0.0, static_cast<double>(sketch.wall.today.hours.size()));
}

void add_band(Sketch& sketch, const HourScale& scale, Colour colour)
{
    const auto& hours = sketch.wall.today.hours;
    if (!has_normal(sketch.wall.today) || hours.empty()) return;
    Area band{{}, colour};
    band.points.push_back({scale.x(0), scale.y(hours.front().normal_high)});
    for (std::size_t i = 0; i < hours.size(); ++i)
        band.points.push_back(
            {scale.x(static_cast<double>(i) + 0.5), scale.y(hours[i].normal_high)});
    band.points.push_back({scale.x(scale.hours), scale.y(hours.back().normal_high)});
    band.points.push_back({scale.x(scale.hours), scale.y(hours.back().normal_low)});
    for (std::size_t i = hours.size(); i-- > 0;)
        band.points.push_back(
            {scale.x(static_cast<double>(i) + 0.5), scale.y(hours[i].normal_low)});
    band.points.push_back({scale.x(0), scale.y(hours.front().normal_low)});
    sketch.add(std::move(band));
}

void add_hours(Sketch& sketch, const HourScale& scale, int every, const Style& style)
{
    const auto add = [&](int index, const std::string& text, Align align) {
        const double w = width_of(text, style.size) + 8;
        Style placed = style;
        placed.align = align;
        const double back = align == Align::start ? 0 : align == Align::end ? w : w / 2;
        sketch.add(
            line(scale.x(index) - back, scale.bottom() + style.size * 1.25, w, text, placed));
    };
    const std::string minutes = every < 6 ? ":00" : "";
    const auto count = static_cast<int>(scale.hours);
    for (int i = 0; i < count; ++i) {
        const Time begins = sketch.wall.today.day + std::chrono::hours{i};
        const int hour = lib::local_time(begins, sketch.wall.time_zone).hour;
        const bool again = i > 0 && hour == 0;  // a clock put back at midnight
        if (hour % every != 0 || again) continue;
        add(i, (hour < 10 ? "0" : "") + std::to_string(hour) + minutes,
            i == 0 ? Align::start : Align::middle);
    }
    add(count, "24" + minutes, Align::end);
}

bool is_free(const Rectangle& area, const std::vector<Point>& outline)
{
    const double bottom = area.y + area.h;
    for (std::size_t i = 1; i < outline.size(); ++i) {
        const Point& a = outline[i - 1];
        const Point& b = outline[i];
        if (b.x < area.x || a.x > area.x + area.w) continue;
        // The part of this piece that stands under the area, its higher end.
        const double slope = b.x > a.x ? (b.y - a.y) / (b.x - a.x) : 0;
        const double left = a.y + slope * (std::max(a.x, area.x) - a.x);
        const double right = a.y + slope * (std::min(b.x, area.x + area.w) - a.x);
        if (std::min(left, right) < bottom) return false;
    }
    return true;
}

bool add_band_label(Sketch& sketch, const HourScale& scale, const std::vector<Point>& outline,
                    const std::vector<Rectangle>& taken, const Style& style)
{
    const Today& today = sketch.wall.today;
    if (!has_normal(today) || today.hours.empty() || highest_normal(today) <= 0) return false;
    std::string text = sketch.words.say(
        "chart.normal", {{"weekday", sketch.words.weekday(today.day, sketch.wall.time_zone)}});
    const double w = width_of(text, style.size), h = style.size * 1.3;
    // From the right, where the day is still empty, to the left.
    for (double x = scale.plot.x + scale.plot.w - w; x >= scale.plot.x; x -= scale.plot.w / 48) {
        const double from = (x - scale.plot.x) / scale.plot.w * scale.hours;
        const double until = (x + w - scale.plot.x) / scale.plot.w * scale.hours;
        const double y = scale.y(highest_normal_between(today, from, until)) - h - 2;
        const Rectangle area{x, y, w, h};
        const bool clear = is_free({x - 12, y, w + 24, h}, outline) && y >= scale.plot.y &&
                           std::none_of(taken.begin(), taken.end(), [&](const Rectangle& other) {
                               return overlap(area, other);
                           });
        if (!clear) continue;
        Style placed = style;
        placed.align = Align::end;
        sketch.add(line(x, y + h / 2, w, std::move(text), placed));
        return true;
    }
    return false;
}

}  // namespace narrowcast
