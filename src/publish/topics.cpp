// SPDX-License-Identifier: Apache-2.0
// A department's topics: today against the same weekday last week, and a fortnight.
#include "publish/copies.hpp"
#include "publish/offers.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {

namespace {

constexpr std::size_t most_topics = 6, least_topics = 2;
constexpr int fortnight = 14;
constexpr std::size_t posts_read = 400;

// In steps of five minutes, so that editions do not differ by the clock alone.
Time rounded(Time time)
{
    return std::chrono::floor<std::chrono::minutes>(time) -
           (std::chrono::floor<std::chrono::minutes>(time).time_since_epoch() %
            std::chrono::minutes{5});
}

SliceQuery slice_of(const std::string& topic, Resolution resolution, Time from, Time until)
{
    return {.resolution = resolution, .from = from, .until = until, .topic = topic, .value = {}};
}

Result<Tally> tally_of(const Store& store, const std::string& topic, Time from, Time until)
{
    Tally sum;
    const auto buckets = TRY(store.slice(slice_of(topic, Resolution::minute, from, until)));
    for (const Bucket& bucket : buckets)
        add_to(sum, bucket.tally);
    return sum;
}

// Posts a day up to yesterday, oldest first, from the first day on that anybody counted.
Result<std::vector<std::int64_t>> past_days(const Offering& offering, const std::string& topic)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    const Time from = local_day(desk.now, book.zone, 1 - fortnight).begin;
    const auto buckets = TRY(desk.store.slice(slice_of(
        topic, Resolution::hour, std::chrono::floor<std::chrono::hours>(from), today.day)));
    std::vector<std::int64_t> days;
    for (int day = 1 - fortnight; day < 0; ++day) {
        const LocalDay local = local_day(desk.now, book.zone, day);
        if (days.empty() && !anything_between(book.all, Time{}, local.end)) continue;
        days.push_back(std::llround(posts_between(buckets, local.begin, local.end)));
    }
    return days;
}

Result<TopicTrend> trend_of(const Offering& offering, const std::string& topic)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    TopicTrend trend{.name = topic, .today = {}, .days = {}, .post = {}};
    trend.today = mood_counts(
        TRY(tally_of(desk.store, topic, today.day, desk.now + std::chrono::seconds{1})));
    if (trend.today.total() == 0) return trend;
    const LocalDay last_week = local_day(desk.now, book.zone, -7);
    trend.last_week_known = anything_between(book.all, Time{}, last_week.end);
    const Time until = rounded(same_time_of_day(desk.now, book.zone, -7));
    trend.last_week = TRY(tally_of(desk.store, topic, last_week.begin, until)).total();
    trend.days = TRY(past_days(offering, topic));
    trend.days.push_back(trend.today.total());
    return trend;
}

// The post that stands for a topic today, unlike all that stand for something already.
Result<std::optional<PostSlide>> post_of(const Offering& offering, const std::string& topic,
                                         const std::vector<Reading>& readings)
{
    std::vector<Reading> inside, outside;
    for (const Reading& reading : readings) {
        const auto& topics = reading.post->topics;
        const bool about = std::find(topics.begin(), topics.end(), topic) != topics.end();
        (about ? inside : outside).push_back(reading);
    }
    const auto& desk = offering.desk;
    const Gist gist = gist_of(inside, outside, desk.config, offering.spoken);
    const RoutedPost* post = TRY(spokesman(gist, desk.store));
    if (post == nullptr) return std::nullopt;
    offering.spoken.add(Reader{desk.config}.read(*post));
    return TRY(card_of(*post, desk.store));
}

}  // namespace

std::vector<std::string> topics_of_screen(const WallConfig& config, const ScreenConfig& screen)
{
    const auto department =
        std::find_if(config.departments.begin(), config.departments.end(),
                     [&](const DepartmentConfig& one) { return one.name == screen.department; });
    if (department != config.departments.end() && !department->topics.empty())
        return department->topics;
    std::vector<std::string> all;
    for (const TopicConfig& topic : config.topics)
        all.push_back(topic.name);
    return all;
}

Result<std::optional<TopicsSlide>> topics_offer(const Offering& offering)
{
    const auto& desk = offering.desk;
    TopicsSlide slide;
    for (const std::string& topic : topics_of_screen(desk.config, offering.screen))
        if (auto trend = TRY(trend_of(offering, topic)); trend.today.total() > 0)
            slide.topics.push_back(std::move(trend));
    if (slide.topics.size() < least_topics) return std::nullopt;
    std::stable_sort(
        slide.topics.begin(), slide.topics.end(),
        [](const TopicTrend& a, const TopicTrend& b) { return a.today.total() > b.today.total(); });
    if (slide.topics.size() > most_topics) slide.topics.resize(most_topics);
    const auto posts =
        TRY(posts_for(desk.audience, desk.store, offering.today.day, desk.now + ahead, posts_read));
    const auto readings = Reader{desk.config}.read(posts);
    for (TopicTrend& trend : slide.topics)
        trend.post = TRY(post_of(offering, trend.name, readings));
    return slide;
}

}  // namespace narrowcast
