// SPDX-License-Identifier: Apache-2.0
// Numbers become a sentence.
#include "scene/headlines.hpp"

#include "scene/pieces.hpp"
#include "scene/story.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace narrowcast {
namespace {

constexpr std::int64_t enough = 10;  // posts or reviews, to be compared

// How a topic stands against last week: 1.5 when half as many again.
double ratio_of(const TopicTrend& topic)
{
    return static_cast<double>(topic.today.total()) / static_cast<double>(topic.last_week);
}

bool is_comparable(const TopicTrend& topic)
{
    return topic.last_week_known && topic.last_week > 0 &&
           std::max(topic.today.total(), topic.last_week) >= enough;
}

double rounded(double times)
{
    return times < 2.75 ? std::round(times * 2) / 2 : std::round(times);
}

constexpr double stands_out = 1.75;

const TopicTrend* risen_most(const TopicsSlide& slide)
{
    const TopicTrend* found = nullptr;
    const auto rise = [](const TopicTrend& topic) { return topic.today.total() - topic.last_week; };
    for (const TopicTrend& topic : slide.topics)
        if (is_comparable(topic) && ratio_of(topic) >= stands_out &&
            (found == nullptr || rise(topic) > rise(*found)))
            found = &topic;
    return found;
}

Marked about_words(const std::vector<std::string>& said, const Words& words)
{
    if (said.empty()) return {};
    std::vector<std::string> items;
    for (const std::string& word : said)
        if (items.size() < 2) items.push_back(Words::strong(word));
    return words.marked("about", {{"words", words.list(items)}});
}

double mean_of(std::span<const StarWeek> weeks, std::int64_t& reviews)
{
    double sum = 0;
    reviews = 0;
    for (const StarWeek& week : weeks) {
        sum += week.mean * static_cast<double>(week.reviews);
        reviews += week.reviews;
    }
    return reviews > 0 ? sum / static_cast<double>(reviews) : 0;
}

const WeekDay* busiest_of(std::span<const WeekDay> days)
{
    const auto less = [](const WeekDay& a, const WeekDay& b) {
        return counts_of(a).total() < counts_of(b).total();
    };
    const auto found = std::max_element(days.begin(), days.end(), less);
    return found == days.end() || counts_of(*found).total() == 0 ? nullptr : &*found;
}

Headline weekend_of(std::span<const WeekDay> days, const Words& words)
{
    MoodCounts sum;
    double normal = 0;
    bool known = true;
    for (const WeekDay& day : days) {
        const MoodCounts counts = counts_of(day);
        sum.negative += counts.negative;
        sum.neutral += counts.neutral;
        sum.positive += counts.positive;
        sum.unsure += counts.unsure;
        normal += day.normal_total;
        known = known && day.normal_total > 0;
    }
    // What is normal rests on weeks enough where it is given.
    const Comparison comparison = compare(static_cast<double>(sum.total()), known ? normal : 0, 3);
    const std::string_view key = comparison.amount == Amount::times     ? "week.weekend.times"
                                 : comparison.amount == Amount::same    ? "week.weekend.same"
                                 : comparison.amount == Amount::unknown ? "week.weekend.count"
                                                                        : "week.weekend.fewer";
    Headline headline{
        words.marked(key, {{"n", sum.total()}, {"times", words.decimal(comparison.times)}}),
        prevailing(sum)};
    if (const WeekDay* day = busiest_of(days)) headline.sentence += about_words(day->words, words);
    return headline;
}

}  // namespace

std::string trend_of(const TopicTrend& topic, const Words& words)
{
    if (!topic.last_week_known) return {};
    const std::int64_t now = topic.today.total(), then = topic.last_week;
    if (now == then) return words.say("trend.same");
    if (is_comparable(topic) && ratio_of(topic) >= stands_out)
        return words.say("trend.times", {{"times", words.decimal(rounded(ratio_of(topic)))}});
    if (is_comparable(topic) && ratio_of(topic) >= 0.4 && ratio_of(topic) <= 0.6)
        return words.say("trend.half");
    return words.say(now > then ? "trend.more" : "trend.less", {{"n", std::abs(now - then)}});
}

Headline headline_of(const TopicsSlide& slide, const Words& words)
{
    const auto most = std::max_element(
        slide.topics.begin(), slide.topics.end(),
        [](const TopicTrend& a, const TopicTrend& b) { return a.today.total() < b.today.total(); });
    if (most == slide.topics.end() || most->today.total() == 0)
        return {words.marked("today.none"), {}};
    if (const TopicTrend* topic = risen_most(slide))
        return {words.marked("topics.times", {{"name", topic->name},
                                              {"times", words.decimal(rounded(ratio_of(*topic)))}}),
                prevailing(topic->today)};
    return {words.marked("topics.most", {{"name", most->name}, {"n", most->today.total()}}),
            prevailing(most->today)};
}

Headline headline_of(const VoicesSlide& slide, const Wall& wall, const Words& words)
{
    const Mood good = mood_with(Label::positive, true);
    if (slide.answered > 0) {
        const bool timed = slide.typical_answer > std::chrono::seconds{0};
        return {words.marked(timed ? "voices.answered" : "voices.answered.count",
                             {{"n", slide.answered}, {"span", words.span(slide.typical_answer)}}),
                good};
    }
    if (slide.thanks.empty()) return {words.marked("voices.none"), {}};
    return {words.marked("voices.thanks", {{"company", wall.company}}), good};
}

std::int64_t reviews_in(const ReviewsSlide& slide)
{
    std::int64_t sum = 0;
    for (const std::int64_t count : slide.by_stars)
        sum += count;
    return sum;
}

std::optional<double> change_of(const ReviewsSlide& slide)
{
    constexpr std::size_t recent = 4;
    if (slide.weeks.size() <= recent) return {};
    const std::span<const StarWeek> weeks{slide.weeks};
    std::int64_t now = 0, before = 0;
    const double mean_now = mean_of(weeks.last(recent), now);
    const double mean_before = mean_of(weeks.first(weeks.size() - recent), before);
    if (now < enough || before < enough) return {};
    return mean_now - mean_before;
}

Headline headline_of(const ReviewsSlide& slide, const Words& words)
{
    if (reviews_in(slide) == 0) return {words.marked("reviews.none"), {}};
    constexpr double noticed = 0.15;  // of a star
    const double change = change_of(slide).value_or(0);
    const std::string_view key = change >= noticed    ? "reviews.better"
                                 : change <= -noticed ? "reviews.worse"
                                                      : "reviews.mean";
    Mood mood;
    mood.sure = std::abs(change) >= noticed;
    mood.label = change > 0 ? Label::positive : Label::negative;
    return {words.marked(key, {{"mean", words.say("stars.mean", {{"n", slide.mean}})},
                               {"n", reviews_in(slide)}}),
            mood};
}

MoodCounts counts_of(const WeekDay& day)
{
    MoodCounts sum;
    for (const MoodCounts& part : day.parts) {
        sum.negative += part.negative;
        sum.neutral += part.neutral;
        sum.positive += part.positive;
        sum.unsure += part.unsure;
    }
    return sum;
}

Headline headline_of(const WeekSlide& slide, const Wall& wall, const Words& words)
{
    const std::span<const WeekDay> days{slide.days};
    // Today is Monday and stands last: the two before it are the weekend.
    if (slide.weekend && days.size() >= 3) return weekend_of(days.last(3).first(2), words);
    const WeekDay* day = busiest_of(days);
    if (day == nullptr) return {words.marked("week.none"), {}};
    const bool today = day == &days.back();
    Headline headline{words.marked(today ? "week.today" : "week.busiest",
                                   {{"weekday", words.weekday(day->day, wall.time_zone)},
                                    {"n", counts_of(*day).total()}}),
                      prevailing(counts_of(*day))};
    headline.sentence += about_words(day->words, words);
    return headline;
}

}  // namespace narrowcast
