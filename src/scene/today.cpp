// SPDX-License-Identifier: Apache-2.0
// The day in context: a headline, the hours by sentiment, and posts that stand for them.
#include "scene/chart.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double headline_leading = 1.158;

void draw_headline(Sketch& sketch, const Rectangle& area, double size)
{
    const Marked sentence = headline(sketch.wall, sketch.words, sketch.now);
    const Peak* peak = main_peak(sketch.wall.today);
    const Mood mood = peak != nullptr ? mood_of(*peak, sketch.wall.today) : Mood{};
    // Neutral words in grey would look like an aside: they take the wall's own colour.
    const bool felt = mood.sure && mood.label != Label::neutral;
    const Colour strong = felt ? sketch.palette.of(mood).text : sketch.palette.link;
    Text text;
    text.area = area;
    text.text = sentence.text;
    text.size = size;
    text.least = size * 0.6;
    text.leading = headline_leading;
    text.tracking = -0.02;
    text.weight = Weight::bold;
    text.colour = sketch.palette.text;
    text.language = sketch.words.language();
    for (const auto& [begin, end] : sentence.strong)
        text.spans.push_back({begin, end, strong, Weight::bold, false, {}});
    sketch.add(std::move(text));
}

std::string where(const Sketch& sketch)
{
    const Wall& wall = sketch.wall;
    return sketch.words.say(
        "today.where",
        {{"company", wall.company},
         {"who", wall.department.empty() ? sketch.words.say("today.everyone") : wall.department}});
}

std::string when(const Sketch& sketch)
{
    const std::string& zone = sketch.wall.time_zone;
    return sketch.words.say("today.when", {{"weekday", sketch.words.weekday(sketch.now, zone)},
                                           {"time", sketch.words.clock(sketch.now, zone)}});
}

// Whose day, which moment, and what is not as it should be.
void draw_corner(Sketch& sketch, double right, double y, double w)
{
    const Style soft{28, sketch.palette.soft, Weight::regular, Align::end};
    sketch.add(line(right - w, y, w, where(sketch), soft));
    sketch.add(line(right - w, y + 39, w, when(sketch), soft));
    std::string warning = staleness(sketch, true);
    const bool both = !warning.empty() && !sketch.page.portrait;  // too narrow for side by side
    const double badge = draw_badge(sketch, right, both ? y + 122 : y + 82);
    if (warning.empty()) return;
    const double room = both || badge == 0 ? w : w - badge - 16;
    Text text = line(right - w, y + 82, room, std::move(warning),
                     {26, sketch.palette.warning, Weight::medium, Align::end});
    text.least = 22;
    sketch.add(std::move(text));
}

std::string caption_of(const Sketch& sketch, const Quote& quote)
{
    const Words& words = sketch.words;
    const std::string time = words.clock(quote.post.created, sketch.wall.time_zone);
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

std::string source_of(const Sketch& sketch, const Post& post)
{
    const std::string& name = !post.author.name.empty()     ? post.author.name
                              : !post.author.handle.empty() ? post.author.handle
                                                            : post.source;
    const std::string network = sketch.words.network(post.network);
    if (name.empty() || network.empty()) return name + network;
    return sketch.words.say("quote.by", {{"name", name}, {"network", network}});
}

void draw_quote(Sketch& sketch, const Quote& quote, const Rectangle& area)
{
    const Palette& palette = sketch.palette;
    const Colour colour = quote.by_company ? palette.accent : palette.of(quote.mood).fill;
    sketch.box({area.x, area.y, area.w, 4}, colour);
    Text caption = line(area.x, area.y + 39, area.w, caption_of(sketch, quote),
                        {26, palette.soft, Weight::semibold});
    caption.least = 22;
    sketch.add(std::move(caption));

    const std::string& said = quote.post.text.empty() ? quote.post.title : quote.post.text;
    Text text;
    text.area = {area.x, area.y + 65, area.w, area.h - 65 - 44};
    text.text = sketch.words.quoted(said);
    text.size = 34;
    text.least = 28;
    text.leading = 1.29;
    text.colour = palette.text;
    text.language = quote.post.language;
    sketch.add(std::move(text));
    sketch.add(line(area.x, area.y + area.h - 18, area.w,
                    left_to_right(source_of(sketch, quote.post)), {24, palette.soft}));
}

void draw_quotes(Sketch& sketch, const std::vector<Quote>& quotes, const Rectangle& area)
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
                           : Rectangle{area.x + offset, area.y, each, area.h});
    }
}

}  // namespace

void draw_today(Sketch& sketch, const TodaySlide& slide)
{
    const Layout& page = sketch.page;
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    const std::vector<Quote> quotes(
        slide.quotes.begin(),
        slide.quotes.begin() +
            static_cast<std::ptrdiff_t>(std::min<std::size_t>(slide.quotes.size(), 3)));
    if (page.portrait) {
        const double w = page.w - 128;
        draw_corner(sketch, page.w - 64, 94, w);
        draw_headline(sketch, {64, 206, w, 320}, 76);
        const double story = quotes.empty() ? 0 : 780 + (page.h - 1920) * 0.4;
        draw_day_bars(sketch, {64, 556, w, page.h - 556 - story - 76});
        draw_quotes(sketch, quotes, {64, page.h - story - 40, w, story});
        return;
    }
    const double corner = 410, w = page.w - 144;
    draw_headline(sketch, {72, 65, w - corner - 40, 184}, 76);
    draw_corner(sketch, page.w - 72, 95, corner);
    const double story = quotes.empty() ? 0 : 248 + (page.h - 1080) * 0.1;
    const double bottom = page.h - story - (quotes.empty() ? 40 : 16);
    draw_day_bars(sketch, {72, 262, w, bottom - 262 - 20});
    draw_quotes(sketch, quotes, {72, bottom, w, story});
}

}  // namespace narrowcast
