// SPDX-License-Identifier: Apache-2.0
// When everybody must know: what the company says, how many write, what they ask. Calm, and like no
// other scene: one amber edge along the whole page.
#include "scene/chart.hpp"
#include "scene/head.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <span>

namespace narrowcast {
namespace {

constexpr double edge = 20;

std::string since_of(const Sketch& sketch, const CrisisSlide& slide)
{
    if (slide.since == Time{}) return {};
    const std::string& zone = sketch.wall.time_zone;
    const bool today = slide.since >= sketch.wall.today.day;
    const std::string time = today ? sketch.words.clock(slide.since, zone)
                                   : sketch.words.day_and_clock(slide.since, zone);
    return sketch.words.say("crisis.since", {{"time", time}});
}

// What kind of slide this is, and since when; on a high page also whose. Returns the y below.
double draw_label(Sketch& sketch, const CrisisSlide& slide, double x, double w)
{
    const Palette& palette = sketch.palette;
    const double size = sketch.page.minor(32), h = size * 1.9, y = 72;
    if (sketch.page.portrait) {
        const double brand = 180;
        draw_badge(sketch, x + w, y + h + 24);
        add_brand(sketch, {x + w - brand, y, brand, h}, Align::end);
        w -= brand + 24;
    }
    const std::string label = sketch.words.say("crisis.label");
    const double pill = std::min(width_of(label, size, Weight::bold) + 56, w);
    sketch.box({x, y, pill, h}, palette.amber, h / 2);
    sketch.add(line(x + 20, y + h / 2, pill - 40, label,
                    {size, letters_on(palette.amber), Weight::bold, Align::middle}));
    std::string since = since_of(sketch, slide);
    if (slide.by_rule) since += (since.empty() ? "" : " · ") + sketch.words.say("crisis.by_rule");
    if (const double room = w - pill - 28; !since.empty() && room > 120) {
        Text text = line(x + pill + 28, y + h / 2, room, std::move(since),
                         {sketch.page.minor(30), palette.soft, Weight::medium});
        text.least = 22;
        sketch.add(std::move(text));
    }
    return y + h;
}

void draw_statement(Sketch& sketch, const CrisisSlide& slide, const Rectangle& area)
{
    Text text;
    text.area = area;
    Marked sentence{slide.statement, {}};
    if (slide.statement.empty()) sentence = headline(sketch.wall, sketch.words, sketch.now);
    text.text = sentence.text;
    text.size = sketch.page.main(slide.statement.empty() ? 84 : 72);
    text.least = sketch.page.least;
    text.leading = 1.22;
    text.tracking = -0.015;
    text.weight = Weight::bold;
    text.colour = sketch.palette.bright;
    text.is_main = true;
    text.language = sketch.words.language();
    for (const auto& [begin, end] : sentence.strong)
        text.spans.push_back({begin, end, sketch.palette.warning, Weight::bold, false, {}});
    if (slide.statement.empty()) {
        const double note = sketch.page.minor(32);
        text.area.h -= note * 1.3 + 24;
        sketch.add(line(area.x, area.y + area.h - note * 0.65, area.w,
                        sketch.words.say("crisis.no_statement", {{"company", sketch.wall.company}}),
                        {note, sketch.palette.soft}));
    }
    sketch.add(std::move(text));
}

// Today's number, what it is against normal, and its line.
void draw_volume(Sketch& sketch, const Rectangle& area)
{
    const Palette& palette = sketch.palette;
    const double left = std::min(area.w * 0.4, 440.0), pitch = 44;
    sketch.box({area.x, area.y, area.w, 2}, palette.axis);
    Text count = line(area.x, area.y + 90, left, sketch.words.number(sketch.wall.today.total),
                      {120, palette.text, Weight::bold});
    count.tracking = -0.02;
    count.least = sketch.page.least;
    count.is_main = true;
    sketch.add(std::move(count));
    const Marked sentence = summary(sketch.wall, sketch.words);
    Text text;
    text.area = {area.x, area.y + 166, left, std::min(area.h - 166, 4 * pitch)};
    text.text = sentence.text;
    text.size = sketch.page.minor(34);
    text.least = 24;
    text.leading = 1.29;
    text.colour = palette.text;
    text.language = sketch.words.language();
    for (const auto& [begin, end] : sentence.strong)
        text.spans.push_back({begin, end, palette.bright, Weight::bold, false, {}});
    sketch.add(std::move(text));
    draw_day_line(sketch, {area.x + left + 56, area.y + 72, area.w - left - 56, area.h - 72 - 56});
}

constexpr double question_leading = 1.24, above_question = 26;

// How high a question is in `lines` lines, with who asked it and the air around.
double height_of(const Layout& page, double lines)
{
    return above_question + lines * page.main(46) * question_leading + 14 + page.minor(26) * 1.3 +
           26;
}

void draw_question(Sketch& sketch, const TopQuestion& question, const Rectangle& area)
{
    const Palette& palette = sketch.palette;
    const double small = sketch.page.minor(26), size = sketch.page.main(46);
    sketch.box({area.x, area.y, area.w, 2}, palette.axis);
    Text text;
    text.text = sketch.words.quoted(said_in(sketch, question.post.post));
    text.size = size;
    text.least = sketch.page.least;
    text.leading = question_leading;
    text.colour = palette.text;
    text.is_main = true;
    text.language = question.post.post.language;
    const double most = area.h - height_of(sketch.page, 0);
    const double needed = lines_of(text.text, size, area.w) * size * question_leading + 2;
    text.area = {area.x, area.y + above_question, area.w, std::min(needed, most)};
    const double y = text.area.y + text.area.h + 14 + small * 0.65;
    sketch.add(std::move(text));
    const std::string note = question.asked > 1
                                 ? sketch.words.say("crisis.asked", {{"n", question.asked}})
                                 : left_to_right(source_of(sketch, question.post.post));
    sketch.add(line(area.x, y, area.w, note, {small, palette.soft, Weight::medium}));
}

void draw_questions(Sketch& sketch, const CrisisSlide& slide, const Rectangle& area)
{
    const Layout& page = sketch.page;
    const double margin = page.portrait ? 64 : 56, x = area.x + margin, w = area.w - 2 * margin;
    sketch.box(area, sketch.palette.panel);
    double top = area.y + 62;
    if (!page.portrait) top = std::max(draw_corner(sketch, x + w, 95, w) + 44, 240.0);
    add_heading(sketch, {x, top}, w, sketch.words.say("crisis.questions"));
    const double bottom = area.y + area.h - 24;
    double y = top + 42;
    for (std::size_t i = 0; i < std::min<std::size_t>(slide.questions.size(), 3); ++i) {
        const auto& post = slide.questions[i].post.post;
        const int lines = lines_of(sketch.words.quoted(said_in(sketch, post)), page.main(46), w);
        const double h = std::min(height_of(page, std::min(lines, 4)), bottom - y);
        if (h < height_of(page, std::min(lines, 2)) && i > 0) break;
        draw_question(sketch, slide.questions[i], {x, y, w, h});
        y += h;
    }
}

}  // namespace

void draw_crisis(Sketch& sketch, const CrisisSlide& slide)
{
    const Layout& page = sketch.page;
    const double margin = margin_of(page) + (page.portrait ? 0 : 8);
    const double beside = std::clamp(page.w * 0.3375, 648.0, 900.0);
    const bool asked = !slide.questions.empty();
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    if (page.portrait) {
        const double below = asked ? 700 : 770, h = page.h - below;
        const double y = draw_label(sketch, slide, margin, page.w - 2 * margin) + 48;
        const double volume = asked ? 400 : 0;
        draw_statement(sketch, slide, {margin, y, page.w - 2 * margin, h - y - volume - 48});
        if (asked) {
            draw_volume(sketch, {margin, h - volume, page.w - 2 * margin, volume - 24});
            draw_questions(sketch, slide, {0, h, page.w, below});
        } else {
            draw_panel(sketch, {0, h, page.w, below});
        }
    } else {
        const double w = page.w - beside - margin - 72;
        const double y = draw_label(sketch, slide, margin, w) + 40, volume = asked ? 372 : 0;
        draw_statement(sketch, slide, {margin, y, w, page.h - y - volume - (asked ? 32 : 128)});
        const Rectangle side{page.w - beside, 0, beside, page.h};
        if (asked) {
            draw_volume(sketch, {margin, page.h - volume, w, volume - 40});
            draw_questions(sketch, slide, side);
        } else {
            draw_panel(sketch, side);
            draw_strip(sketch, margin, page.h - 56, w, Strip::counts);
        }
    }
    sketch.box(page.portrait ? Rectangle{0, 0, page.w, edge} : Rectangle{0, 0, edge, page.h},
               sketch.palette.amber);
}

}  // namespace narrowcast
