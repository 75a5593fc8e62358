// SPDX-License-Identifier: Apache-2.0
// The day's numbers become one sentence, never saying more than they bear.
#include "scene/story.hpp"

#include "lib/calendar.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {
namespace {

constexpr int weeks_for_normal = 3;
constexpr double posts_for_comparison = 10;

std::string_view name_of(Amount amount)
{
    static constexpr std::array<std::string_view, 6> names{"count", "few",  "half",
                                                           "fewer", "same", "times"};
    return names[static_cast<std::size_t>(amount)];
}

struct DayPart {
    std::string_view key;
    int from, until;  // local hours
};

constexpr std::array<DayPart, 4> parts{{{"part.night", 0, 6},
                                        {"part.morning", 6, 12},
                                        {"part.afternoon", 12, 18},
                                        {"part.evening", 18, 24}}};

const DayPart& part_at(Time time, const Wall& wall)
{
    return parts[static_cast<std::size_t>(lib::local_time(time, wall.time_zone).hour / 6)];
}

// What a headline is about: a part of the day, and how it compares.
struct Claim {
    std::string_view part = "part.day";
    Comparison comparison;
};

// One part of the day against its own normal hours; the hour that runs counts as far as it has run.
Comparison compare_part(const DayPart& part, const Wall& wall, Time now)
{
    double posts = 0, normal = 0;
    for (std::size_t i = 0; i < wall.today.hours.size(); ++i) {
        const Time begins = wall.today.day + std::chrono::hours{i};
        const int hour = lib::local_time(begins, wall.time_zone).hour;
        if (hour < part.from || hour >= part.until || begins > now) continue;
        const HourCount& count = wall.today.hours[i];
        const double run = std::min(1.0, static_cast<double>((now - begins).count()) / 3600);
        posts += static_cast<double>(count.total());
        normal += run * (count.normal_low + count.normal_high) / 2;
    }
    return compare(posts, normal, wall.today.weeks);
}

Claim claim_of(const Wall& wall, Time now)
{
    const Today& today = wall.today;
    const Claim day{"part.day",
                    compare(static_cast<double>(today.total), today.normal_total, today.weeks)};
    const DayPart& part_now = part_at(now, wall);
    // Until noon the day so far is the morning (or the night).
    if (part_now.until <= 12) return {part_now.key, day.comparison};
    const Peak* peak = main_peak(today);
    if (peak == nullptr) return day;
    const DayPart& part = part_at(peak->top, wall);
    const Comparison comparison = compare_part(part, wall, now);
    return comparison.amount == Amount::times ? Claim{part.key, comparison} : day;
}

Marked about(const Wall& wall, const Words& words)
{
    const Peak* peak = main_peak(wall.today);
    if (peak == nullptr || peak->words.empty()) return {};
    std::vector<std::string> items;
    for (const std::string& word : peak->words)
        if (items.size() < 2) items.push_back(Words::strong(word));
    return words.marked("about", {{"words", words.list(items)}});
}

}  // namespace

Comparison compare(double posts, double normal, int weeks)
{
    if (weeks < weeks_for_normal || normal <= 0 || std::max(posts, normal) < posts_for_comparison)
        return {};
    const double ratio = posts / normal;
    if (ratio >= 2.75) return {Amount::times, std::round(ratio)};
    if (ratio >= 1.3) return {Amount::times, std::round(ratio * 2) / 2};
    if (ratio >= 0.8) return {Amount::same, 1};
    if (ratio >= 0.6) return {Amount::fewer, 1};
    if (ratio >= 0.4) return {Amount::half, 1};
    return {Amount::few, 1};
}

Shares shares_of(const Today& today)
{
    Shares shares;
    double total = 0;
    for (const HourCount& hour : today.hours) {
        shares.positive += static_cast<double>(hour.positive);
        shares.neutral += static_cast<double>(hour.neutral);
        shares.negative += static_cast<double>(hour.negative);
        shares.unsure += static_cast<double>(hour.unsure);
        total += static_cast<double>(hour.total());
    }
    if (total <= 0) return {};
    return {shares.positive / total, shares.neutral / total, shares.negative / total,
            shares.unsure / total};
}

const Peak* main_peak(const Today& today)
{
    const auto found =
        std::max_element(today.peaks.begin(), today.peaks.end(),
                         [](const Peak& a, const Peak& b) { return a.posts < b.posts; });
    return found == today.peaks.end() ? nullptr : &*found;
}

Mood mood_of(const Peak& peak, const Today& today)
{
    HourCount sum;
    for (std::size_t i = 0; i < today.hours.size(); ++i) {
        const Time begins = today.day + std::chrono::hours{i};
        if (begins < peak.from || begins >= peak.until) continue;
        sum.negative += today.hours[i].negative;
        sum.neutral += today.hours[i].neutral;
        sum.positive += today.hours[i].positive;
        sum.unsure += today.hours[i].unsure;
    }
    const auto most = std::max({sum.negative, sum.neutral, sum.positive, sum.unsure});
    Mood mood;
    mood.sure = most > 0 && most > sum.unsure;
    mood.label = most == sum.negative   ? Label::negative
                 : most == sum.positive ? Label::positive
                                        : Label::neutral;
    return mood;
}

bool has_normal(const Today& today) { return today.weeks >= weeks_for_normal; }

Marked headline(const Wall& wall, const Words& words, Time now)
{
    const Today& today = wall.today;
    if (today.total == 0) return words.marked("today.none");
    const Claim claim = claim_of(wall, now);
    Marked sentence = words.marked(
        "today." + std::string{name_of(claim.comparison.amount)},
        {{"part", words.say(claim.comparison.amount == Amount::unknown ? "part.day" : claim.part)},
         {"times", words.decimal(claim.comparison.times)},
         {"n", today.total},
         {"company", wall.company}});
    return sentence += about(wall, words);
}

Marked summary(const Wall& wall, const Words& words)
{
    const Today& today = wall.today;
    if (today.total == 0) return words.marked("panel.none");
    const Comparison comparison =
        compare(static_cast<double>(today.total), today.normal_total, today.weeks);
    Marked sentence = words.marked("panel." + std::string{name_of(comparison.amount)},
                                   {{"times", words.decimal(comparison.times)},
                                    {"weekday", words.weekday(today.day, wall.time_zone)},
                                    {"n", today.total}});
    return sentence += about(wall, words);
}

}  // namespace narrowcast
