// SPDX-License-Identifier: Apache-2.0
// Recent posts side by side, as many as are legible.
#include "scene/head.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace narrowcast {
namespace {

constexpr std::size_t most_posts = 9, most_rows = 6;

// `posts` over `rows`, the first rows one longer where it does not divide.
std::vector<std::size_t> spread(std::size_t posts, std::size_t rows)
{
    std::vector<std::size_t> counts(rows, posts / rows);
    for (std::size_t i = 0; i < posts % rows; ++i)
        ++counts[i];
    return counts;
}

// Whether three lines of a few words stand on a card.
bool is_legible(const Rectangle& card, double least)
{
    const Rectangle words = words_area(card, true);
    return words.w >= 9 * least && words.h >= 3.02 * card_leading * least;
}

double shape_of(const Rectangle& card) { return std::abs(std::log(card.w / card.h / 1.6)); }

// The most posts whose cards are legible, in rows that make cards of a good shape.
std::vector<std::size_t> rows_for(std::size_t posts, const Rectangle& area, double gap,
                                  double least)
{
    for (std::size_t count = posts; count > 1; --count) {
        std::vector<std::size_t> best;
        double shape = 0;
        for (std::size_t rows = 1; rows <= std::min(count, most_rows); ++rows) {
            const auto counts = spread(count, rows);
            const Rectangle card = in_rows(area, counts, gap).front();
            if (!is_legible(card, least)) continue;
            // A full grid looks best; a hole is filled by wider cards.
            const double now = shape_of(card) + (count % rows == 0 ? 0 : 0.4);
            if (best.empty() || now < shape) best = counts, shape = now;
        }
        if (!best.empty()) return best;
    }
    return {1};
}

}  // namespace

void draw_mosaic(Sketch& sketch, const MosaicSlide& slide)
{
    const Layout& page = sketch.page;
    const double margin = margin_of(page), w = page.w - 2 * margin;
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    const double gap = page.portrait ? 24 : 32, top = page.portrait ? 64 : 60;
    const double bottom = draw_footer(sketch, w, Strip::both) - 16;
    const Rectangle area{margin, top, w, bottom - top};
    if (slide.posts.empty()) {
        add_title(sketch, sketch.words.marked("today.none"), area, sketch.palette.link);
        return;
    }
    const std::size_t posts = std::min(slide.posts.size(), most_posts);
    const auto cards = in_rows(area, rows_for(posts, area, gap, page.least), gap);
    draw_post_cards(sketch, std::span{slide.posts}.first(cards.size()), cards, {60, true});
}

}  // namespace narrowcast
