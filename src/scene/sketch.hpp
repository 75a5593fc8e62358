// SPDX-License-Identifier: Apache-2.0
// A drawing being made, and all that its parts need to know.
#pragma once

#include "narrowcast/edition.hpp"
#include "narrowcast/scene.hpp"
#include "scene/layout.hpp"
#include "scene/theme.hpp"
#include "scene/words.hpp"

#include <utility>

namespace narrowcast {

struct Sketch {
    const Wall& wall;
    const Words& words;
    Layout page;
    Palette palette;
    Time now{};
    Drawing drawing{};

    void add(Mark mark) { drawing.push_back(std::move(mark)); }
    void box(const Rectangle& area, Colour fill, double radius = 0)
    {
        drawing.emplace_back(Box{area, fill, fill, radius});
    }
};

// The kinds of slide.
void draw_post(Sketch& sketch, const PostSlide& slide);
void draw_today(Sketch& sketch, const TodaySlide& slide);

// What stands beside or below a post: today in figures.
void draw_panel(Sketch& sketch, const Rectangle& area);

// The line at the bottom of a post: the time, how many posts are shown, how old that is.
void draw_strip(Sketch& sketch, double x, double y, double w);

// How old the edition is where that is worth a warning, "" where not.
std::string staleness(const Sketch& sketch, bool brief);

// A small "demo" at the right end of `right`, centred at `y`. Returns its width, 0 when not a demo.
double draw_badge(Sketch& sketch, double right, double y);

}  // namespace narrowcast
