// SPDX-License-Identifier: Apache-2.0
// Posts that stand for a part of the story, side by side or one below the other.
#include "scene/quotes.hpp"

#include "scene/said.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

std::string caption_of(const Sketch& sketch, const Quote& quote, bool with_day)
{
    const Words& words = sketch.words;
    const std::string& zone = sketch.wall.time_zone;
    const std::string time = with_day ? words.day_and_clock(quote.post.created, zone)
                                      : words.clock(quote.post.created, zone);
    std::string list;
    for (const std::string& word : quote.words)
        if (!word.empty()) list += (list.empty() ? "" : ", ") + word;
    std::string caption = time;
    if (quote.by_company)
        caption = words.say("quote.answer", {{"time", time}, {"company", sketch.wall.company}});
    else if (!list.empty() && quote.posts > 1)
        caption = words.say("quote.peak", {{"time", time}, {"n", quote.posts}, {"words", list}});
    else if (!list.empty())
        caption = words.say("quote.words", {{"time", time}, {"words", list}});
    const auto shares = quote.post.counts.reposts.value_or(0);
    if (shares >= 10 && (quote.by_company || list.empty()))
        caption = words.say("quote.shared", {{"caption", caption}, {"n", shares}});
    return caption;
}

void draw_quote(Sketch& sketch, const Quote& quote, const Rectangle& area, bool with_day)
{
    const Palette& palette = sketch.palette;
    const Colour colour = quote.by_company ? palette.accent : palette.of(quote.mood).fill;
    sketch.box({area.x, area.y, area.w, 4}, colour);
    Text caption = line(area.x, area.y + 39, area.w, caption_of(sketch, quote, with_day),
                        {26, palette.soft, Weight::semibold});
    caption.least = 22;
    sketch.add(std::move(caption));

    Text text;
    text.area = {area.x, area.y + 65, area.w, area.h - 65 - 44};
    text.text = sketch.words.quoted(said_in(sketch, quote.post));
    text.size = 34;
    text.least = 28;
    text.leading = 1.29;
    text.colour = palette.text;
    text.language = quote.post.language;
    sketch.add(std::move(text));
    sketch.add(line(area.x, area.y + area.h - 18, area.w,
                    left_to_right(source_of(sketch, quote.post)), {24, palette.soft}));
}

}  // namespace

void draw_quotes(Sketch& sketch, std::span<const Quote> quotes, const Rectangle& area,
                 bool with_day)
{
    const bool stacked = sketch.page.portrait;
    const double gap = stacked ? 40 : 48;
    const auto count = static_cast<double>(quotes.size());
    const double extent = stacked ? area.h : area.w;
    const double each = (extent - gap * (count - 1)) / count;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        const double offset = (each + gap) * static_cast<double>(i);
        draw_quote(sketch, quotes[i],
                   stacked ? Rectangle{area.x, area.y + offset, area.w, each}
                           : Rectangle{area.x + offset, area.y, each, area.h},
                   with_day);
    }
}

}  // namespace narrowcast
