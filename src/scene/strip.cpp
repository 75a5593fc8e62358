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
    return sketch.words.say(wall.shown >= wall.total ? "strip.all" : "strip.shown",
                            {{"shown", wall.shown}, {"total", wall.total}});
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

void draw_strip(Sketch& sketch, double x, double y, double w)
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
    if (sketch.wall.total > 0) {
        std::string text = shown(sketch);
        const double width = std::min(width_of(text, size), right - x);
        sketch.add(line(x, y, width, std::move(text), {size, palette.soft}));
        x += width + gap;
    }
    if (sketch.wall.made == Time{}) return;
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
    sketch.box({right - w, y - h / 2, w, h}, mixed(palette.panel, palette.soft, 0.28), h / 2);
    sketch.add(line(right - w, y, w, text, {22, palette.text, Weight::semibold, Align::middle}));
    return w;
}

}  // namespace narrowcast
