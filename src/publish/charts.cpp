// SPDX-License-Identifier: Apache-2.0
// Counts of today by local hour, and what is normal for them.
#include "publish/charts.hpp"

#include "lib/calendar.hpp"
#include "publish/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace narrowcast {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int weeks_looked_at = 8;
constexpr int weeks_needed = 3;  // below, nothing is normal
constexpr std::int64_t posts_for_a_share = 10;

SliceQuery slice_of(std::string_view department, Resolution resolution, Time from, Time until)
{
    SliceQuery query{
        .resolution = resolution, .from = from, .until = until, .topic = {}, .value = {}};
    if (!department.empty()) {
        query.dimension = Dimension::department;
        query.value = department;
    }
    return query;
}

bool on_utc_hours(const LocalDay& day)
{
    const auto whole = [](Time time) { return time.time_since_epoch() % hours{1} == seconds{0}; };
    return whole(day.begin) && whole(day.end);
}

// Posts by local hour, 0 to 23. An hour that a day lacks (spring) is absent; of
// one that comes twice (autumn) it is the mean.
using Clockface = std::array<std::optional<double>, 24>;

// UTC hours that do not fit the local ones are shared out by time: the nearest
// to the truth that the store's hours allow.
double posts_between(const std::vector<Bucket>& buckets, Time from, Time until)
{
    double posts = 0;
    auto bucket = std::upper_bound(buckets.begin(), buckets.end(), from - hours{1},
                                   [](Time time, const Bucket& one) { return time < one.start; });
    for (; bucket != buckets.end() && bucket->start < until; ++bucket) {
        const auto inside =
            std::min(until, bucket->start + hours{1}) - std::max(from, bucket->start);
        posts +=
            static_cast<double>(bucket->tally.total()) * static_cast<double>(inside.count()) / 3600;
    }
    return posts;
}

Clockface clockface(const LocalDay& day, std::string_view zone, const std::vector<Bucket>& buckets)
{
    Clockface face;
    std::array<int, 24> times{};
    for (std::size_t i = 0; i < day.hours.size(); ++i) {
        const auto hour = static_cast<std::size_t>(lib::local_time(day.hours[i], zone).hour);
        face[hour] = face[hour].value_or(0) + posts_between(buckets, day.hours[i], day.end_of(i));
        ++times[hour];
    }
    for (std::size_t hour = 0; hour < face.size(); ++hour)
        if (times[hour] > 1) *face[hour] /= times[hour];
    return face;
}

// The same weekdays in the past, where anything was counted in the seven days
// up to their end: a week in which nothing ran says nothing, a Tuesday without
// posts in a living week does.
std::vector<Clockface> past_weeks(Time now, std::string_view zone, const std::vector<Bucket>& all,
                                  const std::vector<Bucket>& counted)
{
    std::vector<Clockface> weeks;
    for (int week = 1; week <= weeks_looked_at; ++week) {
        const LocalDay day = local_day(now, zone, -7 * week);
        const bool alive = std::any_of(all.begin(), all.end(), [&](const Bucket& bucket) {
            return bucket.start >= day.end - std::chrono::days{7} && bucket.start < day.end &&
                   bucket.tally.total() > 0;
        });
        if (alive) weeks.push_back(clockface(day, zone, counted));
    }
    return weeks;
}

double median(std::vector<double> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    const std::size_t half = numbers.size() / 2;
    return numbers.size() % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

// In steps of five minutes, so that editions do not differ by the clock alone.
double part_of_hour(const lib::LocalTime& time)
{
    return std::round(static_cast<double>(time.minute) / 5) * 5 / 60;
}

double total_until(const Clockface& face, const lib::LocalTime& time)
{
    const auto hour = static_cast<std::size_t>(time.hour);
    double total = face[hour].value_or(0) * part_of_hour(time);
    for (std::size_t i = 0; i < hour; ++i)
        total += face[i].value_or(0);
    return total;
}

void add_normal(Counted& counted, const LocalDay& day, std::string_view zone, Time now,
                const std::vector<Clockface>& weeks)
{
    std::vector<double> totals;
    const lib::LocalTime time = lib::local_time(now, zone);
    for (const Clockface& week : weeks)
        totals.push_back(total_until(week, time));
    counted.today.normal_total = median(totals);
    for (std::size_t i = 0; i < day.hours.size(); ++i) {
        const auto hour = static_cast<std::size_t>(lib::local_time(day.hours[i], zone).hour);
        std::vector<double> counts;
        for (const Clockface& week : weeks)
            if (week[hour]) counts.push_back(*week[hour]);
        const Normal normal = normal_of(counts.empty() ? std::vector{0.0} : std::move(counts));
        counted.normal.push_back(normal);
        counted.today.hours[i].normal_low = normal.low();
        counted.today.hours[i].normal_high = normal.high();
    }
}

void fill_hours(Today& today, const LocalDay& day, const std::vector<Bucket>& buckets)
{
    std::vector<Tally> tallies(day.hours.size());
    for (const Bucket& bucket : buckets) {
        const auto after = std::upper_bound(day.hours.begin(), day.hours.end(), bucket.start);
        if (after == day.hours.begin() || bucket.start >= day.end) continue;
        Tally& tally = tallies[static_cast<std::size_t>(after - day.hours.begin() - 1)];
        tally.negative += bucket.tally.negative;
        tally.neutral += bucket.tally.neutral;
        tally.positive += bucket.tally.positive;
        tally.unsure += bucket.tally.unsure;
    }
    for (const Tally& tally : tallies) {
        today.hours.push_back(disjoint(tally));
        today.total += tally.total();
    }
}

void add_change(Today& today, const Voices& last_week)
{
    Voices now{};
    for (const HourCount& hour : today.hours) {
        now[2] += hour.positive;
        now[3] += hour.total();
    }
    const std::int64_t then = last_week[0] + last_week[1] + last_week[2] + last_week[3];
    if (now[3] < posts_for_a_share || then < posts_for_a_share) return;
    today.positive_change = static_cast<double>(now[2]) / static_cast<double>(now[3]) -
                            static_cast<double>(last_week[2]) / static_cast<double>(then);
    today.positive_change_known = true;
}

}  // namespace

double Normal::low() const { return std::max(0.0, middle - 2 * spread); }
double Normal::high() const { return middle + 2 * spread; }

LocalDay local_day(Time now, std::string_view zone, int days_later)
{
    LocalDay day{lib::local_midnight(now, zone, days_later),
                 lib::local_midnight(now, zone, days_later + 1),
                 {}};
    for (Time hour = day.begin; hour < day.end; hour += hours{1})
        day.hours.push_back(hour);
    return day;
}

Normal normal_of(std::vector<double> counts)
{
    constexpr double sigma_of_mad = 1.4826;  // Rousseeuw and Croux 1993
    const double middle = median(counts);
    for (double& count : counts)
        count = std::abs(count - middle);
    const double by_chance = std::sqrt(std::max(middle, 0.25));
    return {middle, std::max(sigma_of_mad * median(std::move(counts)), by_chance)};
}

HourCount disjoint(const Tally& tally)
{
    const std::array<std::int64_t, 3> labels{tally.negative, tally.neutral, tally.positive};
    const auto sure = apportion(labels, std::max<std::int64_t>(0, tally.total() - tally.unsure));
    return {.negative = sure[0], .neutral = sure[1], .positive = sure[2], .unsure = tally.unsure};
}

Result<Voices> voices(std::string_view department, const Store& store, Time from, Time until)
{
    const Time hour = std::chrono::floor<hours>(from);
    Voices sum{};
    const auto buckets = TRY(store.slice(slice_of(department, Resolution::hour, hour, until)));
    for (const Bucket& bucket : buckets) {
        const HourCount count = disjoint(bucket.tally);
        sum[0] += count.negative;
        sum[1] += count.neutral;
        sum[2] += count.positive;
        sum[3] += count.unsure;
    }
    return sum;
}

// A week before the first one that is looked at: whether anything ran then.
Time oldest_counted(std::string_view zone, Time now)
{
    return std::chrono::floor<hours>(local_day(now, zone, -7 * weeks_looked_at - 7).begin);
}

Result<Counted> count_today(std::string_view zone, std::string_view department, const Store& store,
                            Time now)
{
    const LocalDay day = local_day(now, zone);
    Counted counted;
    counted.today.day = day.begin;
    counted.today.hours_begun = static_cast<std::size_t>(
        std::upper_bound(day.hours.begin(), day.hours.end(), now) - day.hours.begin());

    const auto fine = on_utc_hours(day) ? Resolution::hour : Resolution::minute;
    const Time next_second = now + seconds{1};
    const auto so_far = TRY(store.slice(slice_of(department, fine, day.begin, next_second)));
    fill_hours(counted.today, day, so_far);

    const Time since = oldest_counted(zone, now);
    const auto all = TRY(store.slice(slice_of("", Resolution::hour, since, day.begin)));
    const auto ours = TRY(store.slice(slice_of(department, Resolution::hour, since, day.begin)));
    const auto weeks = past_weeks(now, zone, all, ours);
    counted.today.weeks = static_cast<int>(weeks.size());
    if (counted.today.weeks >= weeks_needed) add_normal(counted, day, zone, now, weeks);

    const LocalDay last_week = local_day(now, zone, -7);
    const Voices before = TRY(voices(department, store, last_week.begin, last_week.end));
    add_change(counted.today, before);
    return counted;
}

}  // namespace narrowcast
