// SPDX-License-Identifier: Apache-2.0
// Stars: how many on average, how they are spread, how they went, and what the newest say.
#include "scene/head.hpp"
#include "scene/headlines.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace narrowcast {
namespace {

Rectangle below_heading(Sketch& sketch, const Rectangle& area, std::string_view key)
{
    add_heading(sketch, {area.x, area.y + 13}, area.w, sketch.words.say(key));
    return {area.x, area.y + 44, area.w, area.h - 44};
}

// The mean in large figures, its stars, and of how many.
void draw_mean(Sketch& sketch, const ReviewsSlide& slide, const Rectangle& whole)
{
    const Rectangle area = below_heading(sketch, whole, "reviews.heading.mean");
    Text mean = line(area.x, area.y + area.h * 0.3, area.w,
                     sketch.words.say("stars.mean", {{"n", slide.mean}}),
                     {std::min(170.0, area.h * 0.56), sketch.palette.text, Weight::bold});
    mean.tracking = -0.02;
    mean.is_main = true;
    sketch.add(std::move(mean));
    const double r = std::min(27.0, area.w / 12.5);
    add_stars(sketch, slide.mean, {area.x + 4, area.y + area.h * 0.7}, r);
    sketch.add(line(area.x, area.y + area.h * 0.7 + r + 34, area.w,
                    sketch.words.say("reviews.count", {{"n", reviews_in(slide)}}),
                    {sketch.page.minor(28), sketch.palette.soft}));
}

// One bar for each number of stars, five first.
void draw_spread(Sketch& sketch, const ReviewsSlide& slide, const Rectangle& whole)
{
    const Rectangle area = below_heading(sketch, whole, "reviews.heading.spread");
    const Palette& palette = sketch.palette;
    const std::int64_t all = std::max<std::int64_t>(reviews_in(slide), 1);
    const double pitch = area.h / 5, size = sketch.page.minor(28);
    const double label = 64, figure = 92, x = area.x + label, w = area.w - label - figure;
    for (std::size_t i = 0; i < 5; ++i) {
        const std::size_t stars = 5 - i;
        const double y = area.y + pitch * (static_cast<double>(i) + 0.5), h = pitch * 0.46;
        const std::int64_t count = slide.by_stars.size() >= stars ? slide.by_stars[stars - 1] : 0;
        const double share = static_cast<double>(count) / static_cast<double>(all);
        sketch.add(line(area.x, y, 26, std::to_string(stars),
                        {size, palette.soft, Weight::semibold, Align::end}));
        sketch.add(star_at({area.x + 42, y}, 11, palette.soft));
        sketch.box({x, y - h / 2, w, h}, palette.grid, 4);
        if (count > 0) sketch.box({x, y - h / 2, std::max(w * share, 8.0), h}, palette.amber, 4);
        sketch.add(line(x + w + 12, y, figure - 12, sketch.words.percent(share),
                        {size, palette.text, Weight::medium, Align::end}));
    }
}

struct WeekScale {
    Rectangle plot;
    double count = 1;
    double x(std::size_t week) const
    {
        return plot.x + plot.w * (static_cast<double>(week) + 0.5) / count;
    }
    double y(double stars) const { return plot.y + plot.h * (1 - (stars - 1) / 4); }
};

void draw_week_labels(Sketch& sketch, std::span<const StarWeek> weeks, const WeekScale& scale)
{
    const double size = sketch.page.minor(24), y = scale.plot.y + scale.plot.h + 92;
    const std::string& zone = sketch.wall.time_zone;
    const auto add = [&](std::size_t week, Align align) {
        const std::string text = sketch.words.day_of_month(weeks[week].from, zone);
        const double w = width_of(text, size) + 6;
        const double x = align == Align::start ? scale.plot.x : scale.plot.x + scale.plot.w - w;
        sketch.add(line(x, y, w, text, {size, sketch.palette.soft, Weight::regular, align}));
    };
    add(0, Align::start);
    if (weeks.size() > 1) add(weeks.size() - 1, Align::end);
}

// The mean of each week as a line between one and five stars, over bars of how many wrote.
void draw_weeks(Sketch& sketch, std::span<const StarWeek> weeks, const Rectangle& whole)
{
    constexpr double below = 118, bars = 54;
    if (weeks.empty()) return;
    const Rectangle area = below_heading(sketch, whole, "reviews.heading.weeks");
    const Palette& palette = sketch.palette;
    const double axis = 34;
    const WeekScale scale{{area.x + axis, area.y + 8, area.w - axis, area.h - below},
                          static_cast<double>(weeks.size())};
    for (const int stars : {1, 3, 5}) {
        sketch.box({scale.plot.x, scale.y(stars) - 1, scale.plot.w, 2}, palette.grid);
        sketch.add(line(area.x, scale.y(stars), axis - 14, std::to_string(stars),
                        {sketch.page.minor(24), palette.soft}));
    }
    std::int64_t most = 1;
    for (const StarWeek& week : weeks)
        most = std::max(most, week.reviews);
    Line mean{{}, 5, palette.amber};
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        const StarWeek& week = weeks[i];
        if (week.reviews == 0) continue;
        const double h =
            std::max(bars * static_cast<double>(week.reviews) / static_cast<double>(most), 3.0);
        const double w = scale.plot.w / scale.count * 0.7;
        sketch.box({scale.x(i) - w / 2, scale.plot.y + scale.plot.h + 14 + bars - h, w, h},
                   palette.axis, std::min(3.0, h / 2));
        mean.points.push_back({scale.x(i), scale.y(std::clamp(week.mean, 1.0, 5.0))});
    }
    draw_week_labels(sketch, weeks, scale);
    if (mean.points.empty()) return;
    const Point end = mean.points.back();
    if (mean.points.size() > 1) sketch.add(std::move(mean));
    sketch.box({end.x - 10, end.y - 10, 20, 20}, palette.bright, 10);
}

void draw_newest(Sketch& sketch, std::span<const PostSlide> newest, const Rectangle& area)
{
    constexpr double gap = 28;
    const bool high = sketch.page.portrait;
    const double enough = sketch.page.least * card_leading * 2 + (high ? 110 : 156);
    const auto fitting =
        high ? static_cast<std::size_t>((area.h + gap) / (enough + gap)) : std::size_t{3};
    const std::size_t count = std::min({newest.size(), fitting, std::size_t{3}});
    if (count == 0 || area.h < enough) return;
    const std::vector<std::size_t> wide{count}, tall(count, 1);
    const auto cards = in_rows(area, high ? tall : wide, gap);
    draw_post_cards(sketch, newest.first(count), cards, {52, true});
}

void draw_figures(Sketch& sketch, const ReviewsSlide& slide, const Rectangle& area)
{
    if (sketch.page.portrait) {
        const double upper = 310, gap = 40;
        draw_mean(sketch, slide, {area.x, area.y, 380, upper});
        draw_spread(sketch, slide, {area.x + 420, area.y, area.w - 420, upper});
        draw_weeks(sketch, slide.weeks,
                   {area.x, area.y + upper + gap, area.w, area.h - upper - gap});
        return;
    }
    const double mean = 400, gap = 72, spread = area.w * 0.29;
    draw_mean(sketch, slide, {area.x, area.y, mean, area.h});
    draw_spread(sketch, slide, {area.x + mean + 24, area.y, spread, area.h});
    const double x = area.x + mean + 24 + spread + gap;
    draw_weeks(sketch, slide.weeks, {x, area.y, area.x + area.w - x, area.h});
}

}  // namespace

void draw_reviews(Sketch& sketch, const ReviewsSlide& slide)
{
    const Headline headline = headline_of(slide, sketch.words);
    const Rectangle area =
        draw_title(sketch, headline.sentence, colour_of_news(sketch, headline.mood));
    if (reviews_in(slide) == 0) return;
    const bool high = sketch.page.portrait;
    const double figures = slide.newest.empty() ? std::min(area.h, high ? 900.0 : 520.0)
                                                : (high ? 600 : area.h * 0.48);
    draw_figures(sketch, slide, {area.x, area.y, area.w, figures});
    const double y = area.y + figures + (high ? 48 : 32);
    draw_newest(sketch, slide.newest, {area.x, y, area.w, area.y + area.h - y});
}

}  // namespace narrowcast
