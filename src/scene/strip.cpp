// SPDX-License-Identifier: Apache-2.0
// The line at the bottom, and the badges that keep the wall honest.
#include "scene/sketch.hpp"

namespace narrowcast {
namespace {

constexpr std::chrono::minutes stale_after{5};
constexpr double size = 26, gap = 32;

std::string shown(const Sketch& sketch)
{
    const Wall& wall = sketch.wall;
    // What a round can differ by when it holds few posts.
    constexpr double tolerated = 0.05;
    const std::string_view key = wall.shown >= wall.total ? "strip.all"
                                 : wall.skew > tolerated  ? "strip.skewed"
                                                          : "strip.shown";
    return sketch.words.say(key, {{"shown", wall.shown}, {"total", wall.total}});
}

std::string age(const Sketch& sketch)
{
    return sketch.words.ago(sketch.wall.made, sketch.now, sketch.wall.time_zone);
}

}  // namespace

std::string staleness(const Sketch& sketch, bool brief)
{
    if (sketch.wall.made == Time{} || sketch.now - sketch.wall.made <= stale_after) return {};
    return sketch.words.say(
        brief ? "strip.stale.short" : "strip.stale",
        {{"ago", age(sketch)},
         {"time", sketch.words.clock(sketch.wall.made, sketch.wall.time_zone)}});
}

std::string place_of(const Wall& wall)
{
    if (wall.department.empty() || wall.place.empty()) return wall.department + wall.place;
    return wall.department + " · " + wall.place;
}

void draw_strip(Sketch& sketch, double x, double y, double w, Strip strip)
{
    const Palette& palette = sketch.palette;
    const double right = x + w;
    const std::string clock = sketch.words.clock(sketch.now, sketch.wall.time_zone);
    const double clock_width = width_of(clock, size, Weight::semibold) + 4;
    sketch.add(line(x, y, clock_width, clock, {size, palette.bright, Weight::semibold}));
    x += clock_width + gap;

    if (std::string warning = staleness(sketch, sketch.page.portrait); !warning.empty()) {
        sketch.add(
            line(x, y, right - x, std::move(warning), {size, palette.warning, Weight::medium}));
        return;
    }
    const bool counted = strip != Strip::place && sketch.wall.total > 0;
    std::string text = counted ? shown(sketch) : std::string{};
    if (std::string place = place_of(sketch.wall); strip != Strip::counts && !place.empty()) {
        const double width = width_of(place, size);
        // How many are shown comes first where there is not room for both.
        if (text.empty() || x + width + gap + width_of(text, size) <= right) {
            const double room = std::min(width, right - x);
            sketch.add(line(x, y, room, std::move(place), {size, palette.soft}));
            x += room + gap;
        }
    }
    if (!text.empty() && x < right) {
        const double width = std::min(width_of(text, size), right - x);
        Text counts = line(x, y, width, std::move(text), {size, palette.soft});
        counts.least = 21;
        sketch.add(std::move(counts));
        x += width + gap;
    }
    if (sketch.wall.made == Time{} || strip == Strip::place) return;
    std::string updated = sketch.words.say("strip.updated", {{"ago", age(sketch)}});
    const double width = width_of(updated, size);
    if (x + width <= right) sketch.add(line(x, y, width, std::move(updated), {size, palette.soft}));
}

double draw_badge(Sketch& sketch, double right, double y)
{
    if (!sketch.wall.demo) return 0;
    const Palette& palette = sketch.palette;
    const std::string text = sketch.words.say("demo");
    const double w = width_of(text, 22, Weight::semibold) + 28, h = 36;
    const Colour fill = mixed(palette.panel, palette.soft, 0.28);
    sketch.box({right - w, y - h / 2, w, h}, fill, h / 2);
    sketch.add(line(right - w, y, w, text,
                    {22, readable(palette.text, fill, 4.5), Weight::semibold, Align::middle}));
    return w;
}

}  // namespace narrowcast
