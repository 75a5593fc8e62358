// SPDX-License-Identifier: Apache-2.0
// An announcement: a title, a text, a picture that fills its side of the page.
#include "scene/head.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

void add_words(Sketch& sketch, const Rectangle& area, const std::string& words, const Style& style,
               double least)
{
    Text text;
    text.area = area;
    text.text = words;
    text.size = std::max(style.size, sketch.page.least);
    text.least = std::max(least, std::min(sketch.page.least, text.size));
    text.leading = style.weight == Weight::bold ? 1.12 : 1.32;
    text.tracking = style.weight == Weight::bold ? -0.02 : 0;
    text.weight = style.weight;
    text.colour = style.colour;
    text.is_main = true;
    text.language = sketch.words.language();
    sketch.add(std::move(text));
}

// Title over a bar over the text, the whole of it in the middle of what there is.
void draw_words(Sketch& sketch, const MessageSlide& slide, const Rectangle& area, bool large)
{
    const double title_size = sketch.page.main(large ? 128 : 100);
    const double text_size = sketch.page.main(large ? 60 : 52), bar = 12, air = 52;
    const double title_most = slide.text.empty() ? area.h - bar - air : area.h * 0.52;
    const double title =
        slide.title.empty()
            ? 0
            : std::min(
                  lines_of(slide.title, title_size, area.w, Weight::bold) * title_size * 1.12 + 4,
                  title_most);
    const double room = area.h - title - bar - 2 * air;
    const double text =
        slide.text.empty()
            ? 0
            : std::min(lines_of(slide.text, text_size, area.w) * text_size * 1.32 + 4, room);
    double y = area.y + (area.h - title - text - bar - (text > 0 ? 2 : 1) * air) / 2;
    if (title > 0)
        add_words(sketch, {area.x, y, area.w, title}, slide.title,
                  {title_size, sketch.palette.bright, Weight::bold}, title_size * 0.5);
    y += title + air;
    sketch.box({area.x, y, 160, bar}, sketch.palette.accent, bar / 2);
    y += bar + air;
    if (text > 0)
        add_words(sketch, {area.x, y, area.w, text}, slide.text,
                  {text_size, sketch.palette.text, Weight::regular}, 40);
}

}  // namespace

void draw_message(Sketch& sketch, const MessageSlide& slide)
{
    const Layout& page = sketch.page;
    const double margin = margin_of(page);
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    Rectangle words{margin, 72, page.w - 2 * margin, page.h - 72 - 128};
    if (!slide.picture.empty()) {
        const Rectangle picture = page.portrait
                                      ? Rectangle{0, 0, page.w, page.h * 0.42}
                                      : Rectangle{page.w * 0.56, 0, page.w * 0.44, page.h};
        sketch.box(picture, sketch.palette.panel);
        sketch.add(Image{picture, slide.picture, 0, false});
        if (page.portrait) {
            words.y = picture.h + 56;
            words.h = page.h - words.y - 128;
        } else {
            words.w = picture.x - 2 * margin;
        }
    } else if (!page.portrait) {
        words.w = std::min(words.w, 1600.0);
    }
    draw_footer(sketch, slide.picture.empty() || page.portrait ? page.w - 2 * margin : words.w,
                Strip::place);
    draw_words(sketch, slide, words, slide.picture.empty());
}

}  // namespace narrowcast
