// SPDX-License-Identifier: Apache-2.0
// Bars, stars and rows.
#include "scene/pieces.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {
namespace {

Area star_of(const Point& middle, double r, bool half, Colour fill)
{
    Area area{{}, fill};
    for (int i = 0; i < 10; ++i) {
        if (half && i > 0 && i < 5) continue;  // the right side
        const double angle = i * M_PI / 5, radius = i % 2 == 0 ? r : r * 0.45;
        area.points.push_back(
            {middle.x + std::sin(angle) * radius, middle.y - std::cos(angle) * radius});
    }
    return area;
}

}  // namespace

Mood mood_with(Label label, bool sure)
{
    Mood mood;
    mood.label = label;
    mood.sure = sure;
    return mood;
}

std::vector<MoodPiece> pieces_of(const MoodCounts& counts)
{
    std::vector<MoodPiece> pieces;
    const auto total = static_cast<double>(counts.total());
    const auto add = [&](std::int64_t count, const Mood& mood) {
        if (count > 0) pieces.push_back({static_cast<double>(count) / total, mood});
    };
    add(counts.positive, mood_with(Label::positive, true));
    add(counts.neutral, mood_with(Label::neutral, true));
    add(counts.unsure, mood_with(Label::neutral, false));
    add(counts.negative, mood_with(Label::negative, true));
    return pieces;
}

Mood prevailing(const MoodCounts& counts)
{
    const std::int64_t total = counts.total(), lead = counts.positive - counts.negative;
    if (2 * counts.unsure > total || total == 0) return mood_with(Label::neutral, false);
    if (6 * lead >= total) return mood_with(Label::positive, true);
    if (6 * lead <= -total) return mood_with(Label::negative, true);
    return mood_with(Label::neutral, true);
}

void add_mood_bar(Sketch& sketch, const std::vector<MoodPiece>& pieces, const Rectangle& area)
{
    constexpr double gap = 4, least = 6;
    if (pieces.empty()) return;
    const double room = area.w - gap * static_cast<double>(pieces.size() - 1);
    double widened = 0;
    for (const MoodPiece& piece : pieces)
        widened += std::max(piece.share * room, least);
    double x = area.x;
    for (const MoodPiece& piece : pieces) {
        const Rectangle part{x, area.y, std::max(piece.share * room, least) * room / widened,
                             area.h};
        sketch.box(part, sketch.palette.of(piece.mood).fill, 3);
        if (!piece.mood.sure) add_hatching(sketch.drawing, part, sketch.palette.unsure.text);
        x += part.w + gap;
    }
}

void add_mood_figures(Sketch& sketch, const std::vector<MoodPiece>& pieces, const Rectangle& area,
                      double size)
{
    constexpr double apart = 14;
    const auto count = static_cast<double>(pieces.size());
    const auto width = [&](const MoodPiece& piece, double em) {
        return em * 1.28 + width_of(sketch.words.percent(piece.share), em, Weight::semibold);
    };
    double all = apart * (count - 1);
    for (const MoodPiece& piece : pieces)
        all += width(piece, size);
    if (all > area.w) size *= area.w / all;
    const double sign = size * 0.96, y = area.y + area.h / 2;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const double w = width(pieces[i], size);
        // Spread from edge to edge: first at the left, last at the right.
        const double x =
            area.x + (count > 1 ? (area.w - w) * static_cast<double>(i) / (count - 1) : 0);
        const Colour colour = sketch.palette.of(pieces[i].mood).text;
        add_mark(sketch.drawing, pieces[i].mood, {x, y - sign * 0.4, sign, sign * 0.8}, colour);
        sketch.add(line(x + size * 1.28, y, w - size * 1.28, sketch.words.percent(pieces[i].share),
                        {size, colour, Weight::semibold}));
    }
}

void add_days(Sketch& sketch, std::span<const std::int64_t> days, const Rectangle& area)
{
    if (days.empty()) return;
    const auto most = std::max<std::int64_t>(*std::max_element(days.begin(), days.end()), 1);
    const double step = area.w / static_cast<double>(std::max<std::size_t>(days.size(), 7));
    const double left = area.x + area.w - step * static_cast<double>(days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double h =
            std::max(area.h * static_cast<double>(days[i]) / static_cast<double>(most), 3.0);
        const bool today = i + 1 == days.size();
        sketch.box({left + step * static_cast<double>(i) + step * 0.14, area.y + area.h - h,
                    step * 0.72, h},
                   today ? sketch.palette.accent : sketch.palette.axis, std::min(3.0, h / 2));
    }
    sketch.box({area.x, area.y + area.h + 4, area.w, 2}, sketch.palette.axis);
}

Area star_at(const Point& middle, double r, Colour fill) { return star_of(middle, r, false, fill); }

double add_stars(Sketch& sketch, double rating, const Point& at, double r)
{
    const double step = r * 2.5;
    const Colour on = sketch.palette.amber, off = sketch.palette.axis;
    const double rounded = std::round(std::clamp(rating, 0.0, 5.0) * 2) / 2;
    for (int i = 0; i < 5; ++i) {
        const Point middle{at.x + r + i * step, at.y};
        sketch.add(star_of(middle, r, false, rounded >= i + 1 ? on : off));
        if (rounded > i && rounded < i + 1) sketch.add(star_of(middle, r, true, on));
    }
    return 4 * step + 2 * r;
}

std::vector<Rectangle> in_rows(const Rectangle& area, std::span<const std::size_t> counts,
                               double gap)
{
    std::vector<Rectangle> areas;
    const auto rows = static_cast<double>(counts.size());
    const double h = (area.h - gap * (rows - 1)) / rows;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        const auto columns = static_cast<double>(counts[row]);
        const double w = (area.w - gap * (columns - 1)) / columns;
        for (std::size_t i = 0; i < counts[row]; ++i)
            areas.push_back({area.x + (w + gap) * static_cast<double>(i),
                             area.y + (h + gap) * static_cast<double>(row), w, h});
    }
    return areas;
}

}  // namespace narrowcast
