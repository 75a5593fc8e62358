// SPDX-License-Identifier: Apache-2.0
// The department's topics, one a row: how many, against last week, the days before, how people
// talk, and what one of them says.
#include "scene/head.hpp"
#include "scene/headlines.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>
#include <span>

namespace narrowcast {
namespace {

constexpr std::size_t most_topics = 6;
constexpr double widest_number = 190;

// Where the parts of a row stand.
struct TopicRow {
    Rectangle number, name, days, mood, post;
    double scale = 1;
};

TopicRow wide_row(const Rectangle& row)
{
    TopicRow parts;
    parts.scale = std::clamp(row.h / 128, 1.0, 1.6);
    const double s = parts.scale, h = std::min(row.h - 24, 110 * s);
    const double y = row.y + (row.h - h) / 2;
    const double name = std::min(row.w * 0.235, 560.0), days = row.w * 0.12, mood = 350;
    double x = row.x;
    const auto take = [&](double w, double gap) {
        const Rectangle part{x, y, w, h};
        x += w + gap;
        return part;
    };
    parts.number = take(widest_number, 36);
    parts.name = take(name, 32);
    parts.days = take(days, 48);
    parts.mood = take(mood, 52);
    parts.post = take(row.x + row.w - x, 0);
    return parts;
}

TopicRow high_row(const Rectangle& row)
{
    TopicRow parts;
    parts.scale = std::clamp(row.h / 230, 1.0, 1.4);
    const double upper = 104, lower = row.h - upper - 44, below = row.y + upper + 28;
    parts.number = {row.x, row.y + 16, widest_number, upper};
    parts.days = {row.x + row.w - 220, row.y + 24, 220, upper - 24};
    parts.name = {row.x + widest_number + 32, row.y + 16, parts.days.x - row.x - widest_number - 72,
                  upper};
    parts.mood = {row.x, below, 360, std::min(lower, 96.0)};
    const double x = row.x + 360 + 48;
    parts.post = {x, below, row.x + row.w - x, lower};
    return parts;
}

void draw_name(Sketch& sketch, const TopicTrend& topic, const Rectangle& area)
{
    const std::string trend = trend_of(topic, sketch.words);
    const double size = sketch.page.main(44), small = sketch.page.minor(28);
    const double pitch = size * 0.58 + small * 0.72;
    const double middle = area.y + area.h / 2, y = middle - (trend.empty() ? 0 : pitch / 2);
    Text name =
        line(area.x, y, area.w, topic.name, {size, sketch.palette.bright, Weight::semibold});
    name.least = std::min(sketch.page.least, size);
    name.is_main = true;
    sketch.add(std::move(name));
    if (trend.empty()) return;
    Text note = line(area.x, y + pitch, area.w, trend, {small, sketch.palette.soft});
    note.least = 22;
    sketch.add(std::move(note));
}

void draw_number(Sketch& sketch, const TopicTrend& topic, const TopicRow& row)
{
    const double size = std::max(76 * row.scale, sketch.page.least);
    Text number = line(row.number.x, row.number.y + row.number.h / 2, row.number.w,
                       sketch.words.number(topic.today.total()),
                       {size, sketch.palette.text, Weight::bold, Align::end});
    number.tracking = -0.02;
    number.least = std::min(sketch.page.least, size);
    number.is_main = true;
    sketch.add(std::move(number));
}

void draw_row(Sketch& sketch, const TopicTrend& topic, const TopicRow& row)
{
    draw_number(sketch, topic, row);
    draw_name(sketch, topic, row.name);
    add_days(sketch, topic.days, {row.days.x, row.days.y + 8, row.days.w, row.days.h - 22});
    const double bar = 30, figures = 32, gap = 14;
    const double y = row.mood.y + (row.mood.h - bar - figures - gap) / 2;
    if (const auto pieces = pieces_of(topic.today); !pieces.empty()) {
        add_mood_bar(sketch, pieces, {row.mood.x, y, row.mood.w, bar});
        add_mood_figures(sketch, pieces, {row.mood.x, y + bar + gap, row.mood.w, figures}, 24);
    }
    if (!topic.post) return;
    Text said;
    said.area = row.post;
    said.text = sketch.words.quoted(said_in(sketch, topic.post->post));
    said.size = sketch.page.minor(30) * std::min(row.scale, 1.3);
    said.least = sketch.page.minor(26);
    said.leading = 1.25;
    said.colour = sketch.palette.text;
    said.vertical = Align::middle;
    said.language = topic.post->post.language;
    sketch.add(std::move(said));
}

}  // namespace

void draw_topics(Sketch& sketch, const TopicsSlide& slide)
{
    const Headline headline = headline_of(slide, sketch.words);
    const Rectangle area =
        draw_title(sketch, headline.sentence, colour_of_news(sketch, headline.mood));
    const bool high = sketch.page.portrait;
    const double enough = high ? 216 : std::max(118.0, sketch.page.least * 2.4);
    const auto fitting = static_cast<std::size_t>(std::max(area.h / enough, 1.0));
    const std::size_t count = std::min({slide.topics.size(), most_topics, fitting});
    if (count == 0) return;
    const double each = std::min(area.h / static_cast<double>(count), high ? 330.0 : 240.0);
    double y = area.y;
    for (const TopicTrend& topic : std::span{slide.topics}.first(count)) {
        const Rectangle row{area.x, y, area.w, each};
        sketch.box({row.x, row.y, row.w, 2}, sketch.palette.grid);
        draw_row(sketch, topic, high ? high_row(row) : wide_row(row));
        y += each;
    }
}

}  // namespace narrowcast
