// SPDX-License-Identifier: Apache-2.0
// Thank you cards, and what was asked and answered.
#include "scene/head.hpp"
#include "scene/headlines.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>
#include <span>

namespace narrowcast {
namespace {

constexpr double gap = 28, link = 150;
constexpr double words_most = 52;

void draw_thanks(Sketch& sketch, std::span<const PostSlide> thanks, const Rectangle& area)
{
    if (thanks.empty()) return;
    const std::vector<std::size_t> wide{thanks.size()}, high(thanks.size(), 1);
    draw_post_cards(sketch, thanks, in_rows(area, sketch.page.portrait ? high : wide, gap),
                    {words_most, false});
}

// An arrow from the question to the answer, and how long it took.
void draw_link(Sketch& sketch, const Rectangle& area, std::chrono::seconds after)
{
    const Palette& palette = sketch.palette;
    const bool high = sketch.page.portrait;
    const double size = sketch.page.minor(30);
    const std::string text = sketch.words.say("voices.after", {{"span", sketch.words.span(after)}});
    if (high) {
        const double y = area.y + area.h / 2;
        add_triangle(sketch.drawing, {area.x + 48, y - 11, 26, 22}, false, palette.positive.fill);
        sketch.add(line(area.x + 92, y, area.w - 92, text,
                        {size, palette.positive.text, Weight::semibold}));
        return;
    }
    const double x = area.x + area.w / 2, y = area.y + area.h / 2;
    sketch.add(Area{{{x - 12, y - 52}, {x + 14, y - 35}, {x - 12, y - 18}}, palette.positive.fill});
    Text note;
    note.area = {area.x + 6, y - 4, area.w - 12, size * 1.2 * 3};
    note.text = text;
    note.size = size;
    note.least = 22;
    note.leading = 1.15;
    note.weight = Weight::semibold;
    note.colour = palette.positive.text;
    note.align = Align::middle;
    sketch.add(std::move(note));
}

void draw_pair(Sketch& sketch, const AnsweredPost& pair, const Rectangle& area)
{
    Rectangle question, between, answer;
    if (sketch.page.portrait) {
        const double strip = 52, h = (area.h - strip) / 2;
        question = {area.x, area.y, area.w, h};
        between = {area.x, area.y + h, area.w, strip};
        answer = {area.x, area.y + h + strip, area.w, h};
    } else {
        const double w = (area.w - link) / 2;
        question = {area.x, area.y, w, area.h};
        between = {area.x + w, area.y, link, area.h};
        answer = {area.x + w + link, area.y, w, area.h};
    }
    // Each as large as it fits: the painter makes what does not smaller.
    draw_post_card(sketch, pair.question, {question, words_most, false, false});
    draw_link(sketch, between, pair.after);
    draw_post_card(sketch, pair.answer, {answer, words_most, false, true});
}

// How many thanks and pairs are shown, and how high all thanks together and one pair are.
struct Shelf {
    std::size_t thanks = 0, pairs = 0;
    double thanks_height = 0, pair_height = 0;
};

void measure(Shelf& shelf, bool high, double h)
{
    const auto rows =
        static_cast<double>(high ? shelf.thanks : std::min<std::size_t>(shelf.thanks, 1));
    const auto pairs = static_cast<double>(shelf.pairs);
    const double row = high ? 1 : 1.25;  // cards of thanks side by side are narrow, so higher
    const double pair = high ? 2.1 : 1;
    const double gaps = gap * std::max((rows > 0 ? 1 : 0) + pairs - 1, 0.0);
    const double most = high ? 420 : 460;
    const double unit = std::min((h - gaps) / std::max(rows * row + pairs * pair, 1.0), most);
    shelf.thanks_height = unit * rows * row;
    shelf.pair_height = unit * pair;
}

// What would not be legible with all of it stays away.
Shelf shelf_of(const Layout& page, double h, const VoicesSlide& slide)
{
    const bool high = page.portrait;
    const auto card = [&](double lines) { return page.least * card_leading * lines + 110; };
    Shelf shelf{std::min<std::size_t>(slide.thanks.size(), 3),
                std::min<std::size_t>(slide.answers.size(), 2)};
    const auto is_crowded = [&] {
        const double row = shelf.thanks_height /
                           (high ? std::max<double>(static_cast<double>(shelf.thanks), 1) : 1);
        return (shelf.thanks > 0 && row < card(high ? 2 : 3)) ||
               (shelf.pairs > 0 && shelf.pair_height < (high ? 2 * card(2) + 52 : card(2)));
    };
    for (measure(shelf, high, h); is_crowded() && shelf.thanks + shelf.pairs > 1;
         measure(shelf, high, h)) {
        const bool fewer_thanks = high && shelf.thanks > 1 && shelf.thanks > shelf.pairs;
        --(shelf.pairs == 0 || fewer_thanks ? shelf.thanks : shelf.pairs);
    }
    return shelf;
}

}  // namespace

void draw_voices(Sketch& sketch, const VoicesSlide& slide)
{
    const Headline headline = headline_of(slide, sketch.wall, sketch.words);
    const Rectangle area =
        draw_title(sketch, headline.sentence, colour_of_news(sketch, headline.mood));
    const Shelf shelf = shelf_of(sketch.page, area.h, slide);
    draw_thanks(sketch, std::span{slide.thanks}.first(shelf.thanks),
                {area.x, area.y, area.w, shelf.thanks_height});
    double y = area.y + shelf.thanks_height + (shelf.thanks > 0 ? gap : 0);
    for (const AnsweredPost& pair : std::span{slide.answers}.first(shelf.pairs)) {
        draw_pair(sketch, pair, {area.x, y, area.w, shelf.pair_height});
        y += shelf.pair_height + gap;
    }
}

}  // namespace narrowcast
