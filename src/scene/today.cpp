// SPDX-License-Identifier: Apache-2.0
// The day in context: a headline, the hours by sentiment, and posts that stand for them.
#include "scene/chart.hpp"
#include "scene/head.hpp"
#include "scene/quotes.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <span>

namespace narrowcast {
namespace {

void draw_headline(Sketch& sketch, const Rectangle& area)
{
    const Peak* peak = main_peak(sketch.wall.today);
    const Mood mood = peak != nullptr ? mood_of(*peak, sketch.wall.today) : Mood{};
    add_title(sketch, headline(sketch.wall, sketch.words, sketch.now), area,
              colour_of_news(sketch, mood));
}

}  // namespace

void draw_today(Sketch& sketch, const TodaySlide& slide)
{
    const Layout& page = sketch.page;
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    const auto quotes =
        std::span{slide.quotes}.first(std::min<std::size_t>(slide.quotes.size(), 3));
    if (page.portrait) {
        const double w = page.w - 128;
        draw_corner(sketch, page.w - 64, 94, w);
        draw_headline(sketch, {64, 206, w, 320});
        const double story = quotes.empty() ? 0 : 780 + (page.h - 1920) * 0.4;
        draw_day_bars(sketch, {64, 556, w, page.h - 556 - story - 76});
        draw_quotes(sketch, quotes, {64, page.h - story - 40, w, story});
        return;
    }
    const double corner = 410, w = page.w - 144;
    draw_headline(sketch, {72, 65, w - corner - 40, 184});
    const double top = std::max(draw_corner(sketch, page.w - 72, 95, corner) + 16, 262.0);
    const double story = quotes.empty() ? 0 : 248 + (page.h - 1080) * 0.1;
    const double bottom = page.h - story - (quotes.empty() ? 40 : 16);
    draw_day_bars(sketch, {72, top, w, bottom - top - 20});
    draw_quotes(sketch, quotes, {72, bottom, w, story});
}

}  // namespace narrowcast
