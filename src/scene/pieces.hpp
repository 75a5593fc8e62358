// SPDX-License-Identifier: Apache-2.0
// Small pieces that several scenes are made of: cards, stars, bars of moods, days in a row.
#pragma once

#include "scene/sketch.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace narrowcast {

// A share of a whole, and its mood.
struct MoodPiece {
    double share;
    Mood mood;
};
std::vector<MoodPiece> pieces_of(const MoodCounts& counts);  // only what there is
Mood mood_with(Label label, bool sure);

// The mood of many posts: positive or negative where these outweigh each other by a sixth of all,
// not sure where most are not, else neutral.
Mood prevailing(const MoodCounts& counts);

// How people talk, as one bar; and the figures below it, from edge to edge.
void add_mood_bar(Sketch& sketch, const std::vector<MoodPiece>& pieces, const Rectangle& area);
void add_mood_figures(Sketch& sketch, const std::vector<MoodPiece>& pieces, const Rectangle& area,
                      double size);

// Posts a day as bars, the last one (today) in the company's colour.
void add_days(Sketch& sketch, std::span<const std::int64_t> days, const Rectangle& area);

// Five stars of radius `r` from the left edge `at.x`, centred at `at.y`, filled by halves. Returns
// their width.
Area star_at(const Point& middle, double r, Colour fill);
double add_stars(Sketch& sketch, double rating, const Point& at, double r);

// A card with a coloured edge at its left.
void add_card(Sketch& sketch, const Rectangle& area, Colour edge);

// One post on a card: who and where, the words, and how it was scored: below the words, on a wide
// card above them.
struct PostCard {
    Rectangle area;
    double size = 44;       // of the words
    bool with_mood = true;  // says how it was scored
    bool by_company = false;
};
void draw_post_card(Sketch& sketch, const PostSlide& slide, const PostCard& card);
Rectangle words_area(const Rectangle& card, bool with_foot);  // of its words
bool has_foot(const PostSlide& slide, const PostCard& card);
constexpr double card_leading = 1.24;

// The same in areas of one size each, with words of one size: as large as all of them fit.
struct CardStyle {
    double most = 52;  // em of the words
    bool with_mood = true;
};
void draw_post_cards(Sketch& sketch, std::span<const PostSlide> posts,
                     std::span<const Rectangle> areas, const CardStyle& style);

// So many areas in each row, from the top, all rows alike.
std::vector<Rectangle> in_rows(const Rectangle& area, std::span<const std::size_t> counts,
                               double gap);

}  // namespace narrowcast
