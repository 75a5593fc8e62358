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
void draw_mosaic(Sketch& sketch, const MosaicSlide& slide);
void draw_topics(Sketch& sketch, const TopicsSlide& slide);
void draw_voices(Sketch& sketch, const VoicesSlide& slide);
void draw_reviews(Sketch& sketch, const ReviewsSlide& slide);
void draw_week(Sketch& sketch, const WeekSlide& slide);
void draw_message(Sketch& sketch, const MessageSlide& slide);
void draw_crisis(Sketch& sketch, const CrisisSlide& slide);

// What stands beside or below a post: today in figures.
void draw_panel(Sketch& sketch, const Rectangle& area);

// The line at the bottom: the time, where this is, how many posts are shown, how old that is.
enum class Strip { counts, place, both };
void draw_strip(Sketch& sketch, double x, double y, double w, Strip strip);

std::string place_of(const Wall& wall);  // "Klantenservice · 3e verdieping", "" when not known

// How old the edition is where that is worth a warning, "" where not.
std::string staleness(const Sketch& sketch, bool brief);

// A small "demo" at the right end of `right`, centred at `y`. Returns its width, 0 when not a demo.
double draw_badge(Sketch& sketch, double right, double y);

}  // namespace narrowcast
