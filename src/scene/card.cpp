// SPDX-License-Identifier: Apache-2.0
// Posts on cards.
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double edge_width = 10, radius = 22, wide = 900;
constexpr double left_pad = 46, right_pad = 36, top_pad = 80, bottom_pad = 20, foot_height = 74;
constexpr double star = 12;  // radius

bool is_wide(const Rectangle& card) { return card.w >= wide; }

// How it was scored at the left end, its stars at the right.
void draw_foot(Sketch& sketch, const PostSlide& slide, const PostCard& card, double w)
{
    const double size = sketch.page.minor(28);
    const Point at{card.area.x + left_pad, card.area.y + card.area.h - 42};
    const double used = card.with_mood ? add_mood(sketch, slide.mood, at, size) : 0;
    if (!slide.post.rating) return;
    constexpr double stars = 12 * star;
    const double x = card.with_mood ? at.x + w - stars : at.x;
    if (used + 24 + stars <= w) add_stars(sketch, *slide.post.rating, {x, at.y}, star);
}

// The same on a wide card, left of `right`. Returns where it begins.
double draw_beside(Sketch& sketch, const PostSlide& slide, const PostCard& card, const Point& right)
{
    double x = right.x;
    if (card.with_mood) {
        const double size = sketch.page.minor(26);
        x -= 32 + size * 1.26 + width_of(label_of(sketch, slide.mood), size, Weight::semibold) + 2;
        add_mood(sketch, slide.mood, {x, right.y}, size);
    }
    if (slide.post.rating) {
        x -= 32 + 12 * star;
        add_stars(sketch, *slide.post.rating, {x, right.y}, star);
    }
    return x;
}

void draw_byline(Sketch& sketch, const PostSlide& slide, const PostCard& card, double w)
{
    const double size = sketch.page.minor(32), small = sketch.page.minor(25);
    const double x = card.area.x + left_pad, y = card.area.y + 48;
    const std::string meta = place_and_age(sketch, slide.post);
    const double meta_w = std::min(width_of(meta, small), w * (is_wide(card.area) ? 0.4 : 0.62));
    double right = x + w - meta_w;
    if (!meta.empty())
        sketch.add(line(right, y, meta_w, meta,
                        {small, sketch.palette.soft, Weight::regular, Align::end}));
    if (is_wide(card.area)) right = draw_beside(sketch, slide, card, {right, y});
    std::string name = author_of(sketch, slide.post);
    // X asks for name and handle.
    if (is_untouched(slide.post) && !slide.post.author.handle.empty() &&
        slide.post.author.handle != name)
        name += " " + slide.post.author.handle;
    Text author = line(x, y, std::max(right - 24 - x, 40.0), left_to_right(name),
                       {size, sketch.palette.bright, Weight::bold});
    author.least = size * 0.8;
    sketch.add(std::move(author));
}

// The largest size at which all texts fit, each in its area; about, and not below the legible one.
double common_size(std::span<const std::string> texts, std::span<const Rectangle> areas,
                   double least, double most)
{
    for (double size = most; size > least; size -= 2) {
        bool all = true;
        for (std::size_t i = 0; i < texts.size() && all; ++i)
            all = lines_of(texts[i], size, areas[i].w) <=
                  std::floor(areas[i].h / (size * card_leading));
        if (all) return size;
    }
    return least;
}

}  // namespace

void add_card(Sketch& sketch, const Rectangle& area, Colour edge)
{
    sketch.box({area.x, area.y, 3 * radius, area.h}, edge, radius);
    sketch.box({area.x + edge_width, area.y, area.w - edge_width, area.h}, sketch.palette.panel,
               radius);
}

bool has_foot(const PostSlide& slide, const PostCard& card)
{
    return !is_wide(card.area) && (card.with_mood || slide.post.rating);
}

Rectangle words_area(const Rectangle& card, bool with_foot)
{
    const double below = with_foot && !is_wide(card) ? foot_height : bottom_pad;
    return {card.x + left_pad, card.y + top_pad, card.w - left_pad - right_pad,
            card.h - top_pad - below};
}

void draw_post_card(Sketch& sketch, const PostSlide& slide, const PostCard& card)
{
    const bool foot = has_foot(slide, card);
    const double w = card.area.w - left_pad - right_pad;
    add_card(sketch, card.area,
             card.by_company ? sketch.palette.accent : sketch.palette.of(slide.mood).fill);
    draw_byline(sketch, slide, card, w);
    Text text;
    text.area = words_area(card.area, foot);
    text.text = said_in(sketch, slide.post);
    text.size = std::max(card.size, sketch.page.least);
    text.least = std::min(sketch.page.least, text.size);
    text.leading = card_leading;
    text.colour = is_wordless(slide.post) ? sketch.palette.soft : sketch.palette.text;
    text.is_main = true;
    text.language = slide.post.language;
    sketch.add(std::move(text));
    if (foot) draw_foot(sketch, slide, card, w);
}

void draw_post_cards(Sketch& sketch, std::span<const PostSlide> posts,
                     std::span<const Rectangle> areas, const CardStyle& style)
{
    std::vector<std::string> texts;
    std::vector<Rectangle> words;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        texts.push_back(said_in(sketch, posts[i].post));
        words.push_back(
            words_area(areas[i], has_foot(posts[i], {areas[i], 0, style.with_mood, false})));
    }
    const double size = common_size(texts, words, sketch.page.least, style.most);
    for (std::size_t i = 0; i < areas.size(); ++i)
        draw_post_card(sketch, posts[i], {areas[i], size, style.with_mood, false});
}

}  // namespace narrowcast
