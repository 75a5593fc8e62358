// SPDX-License-Identifier: Apache-2.0
// Counts of a day by local hour, and what is normal for them.
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
constexpr int days_before_today = 6;  // that are charted too
constexpr int weeks_needed = 3;       // below, nothing is normal
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

std::vector<Bucket>::const_iterator first_from(const std::vector<Bucket>& buckets, Time from)
{
    return std::lower_bound(buckets.begin(), buckets.end(), from,
                            [](const Bucket& one, Time time) { return one.start < time; });
}

Voices voices_in(const std::vector<Bucket>& buckets, Time from, Time until)
{
    Voices sum{};
    for (auto bucket = first_from(buckets, std::chrono::floor<hours>(from));
         bucket != buckets.end() && bucket->start < until; ++bucket) {
        const HourCount count = disjoint(bucket->tally);
        sum[0] += count.negative;
        sum[1] += count.neutral;
        sum[2] += count.positive;
        sum[3] += count.unsure;
    }
    return sum;
}

// Of an hour that comes twice (autumn) it is the mean.
Clockface clockface(const LocalDay& day, std::string_view zone, const std::vector<Bucket>& buckets)
{
    Clockface face;
    std::array<int, 24> times{};
    for (std::size_t i = 0; i < day.hours.size(); ++i) {
        const auto hour = hour_of_clock(day, i, zone);
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
std::vector<Clockface> past_weeks(const CountBook& book, Time now)
{
    std::vector<Clockface> weeks;
    for (int week = 1; week <= weeks_looked_at; ++week) {
        const LocalDay day = local_day(now, book.zone, -7 * week);
        if (anything_between(book.all, day.end - std::chrono::days{7}, day.end))
            weeks.push_back(clockface(day, book.zone, book.ours));
    }
    return usable_weeks(std::move(weeks));
}

// In steps of five minutes, so that editions do not differ by the clock alone.
double part_of_hour(const lib::LocalTime& time)
{
    return std::round(static_cast<double>(time.minute) / 5) * 5 / 60;
}

// An hour that was not counted is taken as normal.
double total_until(const Clockface& face, const Clockface& middles, const lib::LocalTime& time)
{
    const auto at = [&](std::size_t hour) {
        return face[hour].value_or(middles[hour].value_or(0));
    };
    const auto hour = static_cast<std::size_t>(time.hour);
    double total = at(hour) * part_of_hour(time);
    for (std::size_t i = 0; i < hour; ++i)
        total += at(i);
    return total;
}

std::array<Normal, 24> normals_of(const std::vector<Clockface>& weeks)
{
    const double overdispersion = overdispersion_of(weeks);
    std::array<Normal, 24> normals;
    for (std::size_t hour = 0; hour < normals.size(); ++hour) {
        std::vector<double> counts;
        for (const Clockface& week : weeks)
            if (week[hour]) counts.push_back(*week[hour]);
        if (counts.empty()) counts.push_back(0);
        normals[hour] = normal_of(std::move(counts), overdispersion);
    }
    return normals;
}

void add_normal(Counted& counted, const LocalDay& day, std::string_view zone, Time now,
                const std::vector<Clockface>& weeks)
{
    const auto normals = normals_of(weeks);
    Clockface middles;
    std::transform(normals.begin(), normals.end(), middles.begin(),
                   [](const Normal& normal) { return normal.middle; });
    std::vector<double> totals;
    const lib::LocalTime time = lib::local_time(now, zone);
    for (const Clockface& week : weeks)
        totals.push_back(total_until(week, middles, time));
    counted.today.normal_total = median_of(std::move(totals));
    for (std::size_t i = 0; i < day.hours.size(); ++i) {
        const auto hour = hour_of_clock(day, i, zone);
        counted.normal.push_back(normals[hour]);
        counted.today.hours[i].normal_low = normals[hour].low();
        counted.today.hours[i].normal_high = normals[hour].high();
    }
}

void fill_hours(Today& today, const LocalDay& day, const std::vector<Bucket>& buckets, Time until)
{
    std::vector<Tally> tallies(day.hours.size());
    for (auto bucket = first_from(buckets, day.begin);
         bucket != buckets.end() && bucket->start < std::min(day.end, until); ++bucket) {
        const auto after = std::upper_bound(day.hours.begin(), day.hours.end(), bucket->start);
        add_to(tallies[static_cast<std::size_t>(after - day.hours.begin() - 1)], bucket->tally);
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

std::size_t hour_of_clock(const LocalDay& day, std::size_t hour, std::string_view zone)
{
    if (day.end - day.begin == hours{24}) return hour;  // the clocks did not change: no need to ask
    return static_cast<std::size_t>(lib::local_time(day.hours[hour], zone).hour);
}

LocalDay local_day(Time now, std::string_view zone, int days_later)
{
    LocalDay day{lib::local_midnight(now, zone, days_later),
                 lib::local_midnight(now, zone, days_later + 1),
                 {}};
    for (Time hour = day.begin; hour < day.end; hour += hours{1})
        day.hours.push_back(hour);
    return day;
}

Time same_time_of_day(Time now, std::string_view zone, int days_later)
{
    const auto of_clock = [&](Time time) {
        const lib::LocalTime local = lib::local_time(time, zone);
        return hours{local.hour} + minutes{local.minute} + seconds{local.second};
    };
    const LocalDay day = local_day(now, zone, days_later);
    const Time guess = day.begin + of_clock(now);
    const Time corrected = guess + (of_clock(now) - of_clock(guess));  // where clocks change
    return std::clamp(corrected, day.begin, day.end);
}

void add_to(Tally& sum, const Tally& tally)
{
    sum.negative += tally.negative;
    sum.neutral += tally.neutral;
    sum.positive += tally.positive;
    sum.unsure += tally.unsure;
    sum.score += tally.score;
}

bool anything_between(const std::vector<Bucket>& buckets, Time from, Time until)
{
    for (auto bucket = first_from(buckets, from); bucket != buckets.end() && bucket->start < until;
         ++bucket)
        if (bucket->tally.total() > 0) return true;
    return false;
}

HourCount disjoint(const Tally& tally)
{
    const std::array<std::int64_t, 3> labels{tally.negative, tally.neutral, tally.positive};
    const auto sure = apportion(labels, std::max<std::int64_t>(0, tally.total() - tally.unsure));
    return {.negative = sure[0], .neutral = sure[1], .positive = sure[2], .unsure = tally.unsure};
}

MoodCounts mood_counts(const Tally& tally)
{
    const HourCount count = disjoint(tally);
    return {count.negative, count.neutral, count.positive, count.unsure};
}

Result<Voices> voices(std::string_view department, const Store& store, Time from, Time until)
{
    const Time hour = std::chrono::floor<hours>(from);
    return voices_in(TRY(store.slice(slice_of(department, Resolution::hour, hour, until))), hour,
                     until);
}

// A week before the first one that is looked at, for the day six days ago: whether anything ran
// then.
Time oldest_counted(std::string_view zone, Time now)
{
    return std::chrono::floor<hours>(
        local_day(now, zone, -7 * weeks_looked_at - 7 - days_before_today).begin);
}

Result<CountBook> count_book(std::string_view zone, std::string_view department, const Store& store,
                             Time now)
{
    const LocalDay day = local_day(now, zone);
    const Time since = oldest_counted(zone, now), next_second = now + seconds{1};
    CountBook book{.zone = std::string{zone}, .all = {}, .ours = {}, .fine = {}};
    book.all = TRY(store.slice(slice_of("", Resolution::hour, since, day.begin)));
    book.ours = TRY(store.slice(slice_of(department, Resolution::hour, since, day.begin)));
    const auto resolution = on_utc_hours(day) ? Resolution::hour : Resolution::minute;
    const Time fine_from = local_day(now, zone, -days_before_today).begin;
    book.fine = TRY(store.slice(slice_of(department, resolution, fine_from, next_second)));
    return book;
}

Counted count_day(const CountBook& book, Time now)
{
    const LocalDay day = local_day(now, book.zone);
    Counted counted;
    counted.today.day = day.begin;
    counted.today.hours_begun = static_cast<std::size_t>(
        std::upper_bound(day.hours.begin(), day.hours.end(), now) - day.hours.begin());
    fill_hours(counted.today, day, book.fine, now + seconds{1});

    const auto weeks = past_weeks(book, now);
    counted.today.weeks = static_cast<int>(weeks.size());
    if (counted.today.weeks >= weeks_needed) add_normal(counted, day, book.zone, now, weeks);

    const LocalDay last_week = local_day(now, book.zone, -7);
    add_change(counted.today, voices_in(book.ours, last_week.begin, last_week.end));
    return counted;
}

Result<Counted> count_today(std::string_view zone, std::string_view department, const Store& store,
                            Time now)
{
    return count_day(TRY(count_book(zone, department, store, now)), now);
}

}  // namespace narrowcast
