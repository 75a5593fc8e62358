// SPDX-License-Identifier: Apache-2.0
// The last seven days as a calendar; on Monday morning, what happened at the weekend.
#include "lib/calendar.hpp"
#include "publish/offers.hpp"
#include "publish/peaks.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

namespace {

constexpr int days_shown = 7, least_full_days = 3;
constexpr std::array<int, 8> part_begins{0, 6, 9, 12, 15, 18, 21, 24};
constexpr std::size_t posts_of_a_weekend = 400;

std::size_t part_of(int hour)
{
    std::size_t part = 0;
    while (hour >= part_begins[part + 1])
        ++part;
    return part;
}

// A day of the week with what stands out on it.
struct Charted {
    WeekDay day;
    std::optional<Peak> peak;  // the one with the most posts; named
};

void add_parts(WeekDay& day, const Counted& counted, const std::string& zone)
{
    day.parts.resize(part_begins.size() - 1);
    const LocalDay local = local_day(day.day, zone);
    for (std::size_t i = 0; i < local.hours.size(); ++i) {
        const HourCount& hour = counted.today.hours[i];
        MoodCounts& part = day.parts[part_of(static_cast<int>(hour_of_clock(local, i, zone)))];
        part.negative += hour.negative;
        part.neutral += hour.neutral;
        part.positive += hour.positive;
        part.unsure += hour.unsure;
    }
}

std::optional<Peak> greatest_of(std::vector<Peak> peaks)
{
    const auto most = std::max_element(
        peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.posts < b.posts; });
    if (most == peaks.end()) return {};
    return *most;
}

// Today's peaks are named already.
Result<Charted> chart_of(const Offering& offering, int days_later)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    const LocalDay local = local_day(desk.now, book.zone, days_later);
    const Time last_second = local.end - std::chrono::seconds{1};
    const Counted counted = count_day(book, days_later == 0 ? desk.now : last_second);
    Charted charted;
    charted.day.day = local.begin;
    add_parts(charted.day, counted, book.zone);
    charted.day.normal_total = days_later == 0 ? count_day(book, last_second).today.normal_total
                                               : counted.today.normal_total;
    charted.peak = greatest_of(days_later == 0 ? today.peaks : find_peaks(counted));
    if (charted.peak && days_later != 0) TRY(name_peak(desk, *charted.peak, spoken));
    if (charted.peak) charted.day.words = charted.peak->words;
    return charted;
}

bool is_monday_morning(Time now, const std::string& zone)
{
    const lib::LocalTime local = lib::local_time(now, zone);
    return local.weekday == 1 && local.hour >= 6 && local.hour < 12;
}

// Of the days looked at, the posts of the greatest peaks.
Result<void> add_peaks(const Offering& offering, const std::vector<Charted>& days,
                       std::size_t begin, std::size_t end, Story& story)
{
    std::vector<const Peak*> peaks;
    for (std::size_t i = begin; i < end; ++i)
        if (days[i].peak) peaks.push_back(&*days[i].peak);
    std::stable_sort(peaks.begin(), peaks.end(),
                     [](const Peak* a, const Peak* b) { return a->posts > b->posts; });
    for (const Peak* peak : peaks)
        story.add_known(TRY(quote_of(offering.desk.store, *peak)));
    return {};
}

// What the weekend was about where nothing peaked: its words against those of the week before it,
// told by a post of each mood.
Result<void> add_weekend(const Offering& offering, Story& story)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    const Time from = local_day(desk.now, book.zone, -2).begin;
    const auto posts =
        TRY(posts_for(desk.audience, desk.store, from, today.day, posts_of_a_weekend));
    const auto before = TRY(posts_before(desk, from, today.day));
    const Reader reader{desk.config};
    const auto outside = reader.read(before);
    for (const Label label : {Label::negative, Label::positive, Label::neutral}) {
        std::vector<Reading> inside;
        for (const RoutedPost& post : posts)
            if (post.mood.sure && post.mood.label == label) inside.push_back(reader.read(post));
        const Gist gist = gist_of(inside, outside, desk.config, spoken);
        const RoutedPost* post = TRY(spokesman(gist, desk.store));
        if (post == nullptr) continue;
        const auto says_so = [&](const Reading& reading) {
            return std::any_of(gist.words.begin(), gist.words.end(),
                               [&](const KeyWord& word) { return reading.has(word.folded); });
        };
        const auto many = std::count_if(inside.begin(), inside.end(), says_so);
        story.add(Quote{post->post, post->mood, gist.written(), many, false});
    }
    return {};
}

}  // namespace

Result<std::optional<WeekSlide>> week_offer(const Offering& offering)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    int known = 0;
    for (int day = 1 - days_shown; day < 0; ++day)
        known +=
            anything_between(book.all, Time{}, local_day(desk.now, book.zone, day).begin) ||
            anything_between(book.all, local_day(desk.now, book.zone, day).begin,
                             local_day(desk.now, book.zone, day).begin + std::chrono::hours{1});
    if (known < least_full_days) return std::nullopt;
    WeekSlide slide;
    std::vector<Charted> days;
    for (int day = 1 - days_shown; day <= 0; ++day)
        days.push_back(TRY(chart_of(offering, day)));
    for (const Charted& charted : days)
        slide.days.push_back(charted.day);
    slide.weekend = is_monday_morning(desk.now, book.zone);
    Story story{desk.config, spoken};
    const std::size_t today_at = days.size() - 1;
    if (slide.weekend) {
        TRY(add_peaks(offering, days, today_at - 2, today_at, story));
        TRY(add_weekend(offering, story));
    } else {
        TRY(add_peaks(offering, days, 0, today_at, story));
    }
    slide.quotes = std::move(story).in_order_of_time();
    return slide;
}

}  // namespace narrowcast
