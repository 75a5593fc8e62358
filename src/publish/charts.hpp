// SPDX-License-Identifier: Apache-2.0
// Counts of a day by local hour, and what is normal for them.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"
#include "publish/normal.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// A local day cut into hours: 23 to 25 of them, the last one shorter where a
// zone shifts by half an hour.
struct LocalDay {
    Time begin{}, end{};
    std::vector<Time> hours;  // when each begins
    Time end_of(std::size_t hour) const { return hour + 1 < hours.size() ? hours[hour + 1] : end; }
};

LocalDay local_day(Time now, std::string_view zone, int days_later = 0);

// What the clocks show at the begin of an hour of a day: 0 to 23.
std::size_t hour_of_clock(const LocalDay& day, std::size_t hour, std::string_view zone);

// The moment of another local day at which the clocks show what they show at `now`.
Time same_time_of_day(Time now, std::string_view zone, int days_later);

struct Counted {
    Today today;                 // without peaks
    std::vector<Normal> normal;  // by hour of today; empty below three weeks
};

// All that the charts of a department ("" is everybody) are made of, read once.
struct CountBook {
    std::string zone;
    std::vector<Bucket> all, ours;  // of hours, nine weeks and six days; `all`: of everybody
    std::vector<Bucket> fine;       // ours of the last seven local days, in minutes where the zone
                                    // is not whole hours from UTC
};
Result<CountBook> count_book(std::string_view zone, std::string_view department, const Store& store,
                             Time now);

// The local day of `now`, up to that moment, against the same weekday before it. Of a past day of
// the last week: `now` is its last second.
Counted count_day(const CountBook& book, Time now);

// Both in one.
Result<Counted> count_today(std::string_view zone, std::string_view department, const Store& store,
                            Time now);

// Posts in [from, until) that anybody wrote, of which there are buckets.
bool anything_between(const std::vector<Bucket>& buckets, Time from, Time until);

// Posts of [from, until) in buckets of hours. UTC hours that do not fit the local ones are shared
// out by time: the nearest to the truth that the store's hours allow.
double posts_between(const std::vector<Bucket>& buckets, Time from, Time until);

// Where the buckets that a book holds begin.
Time oldest_counted(std::string_view zone, Time now);

// Posts of [from, until) by label: negative, neutral, positive, not sure.
using Voices = std::array<std::int64_t, 4>;
Result<Voices> voices(std::string_view department, const Store& store, Time from, Time until);

// The four disjoint numbers of a tally. A tally does not say which labels the
// unsure posts had: they are taken out of all three in proportion (largest
// remainders), total and unsure are exact.
HourCount disjoint(const Tally& tally);
MoodCounts mood_counts(const Tally& tally);

void add_to(Tally& sum, const Tally& tally);

}  // namespace narrowcast
