// SPDX-License-Identifier: Apache-2.0
// Counts of today by local hour, and what is normal for them.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"

#include <array>
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

// What the same hour counted in past weeks: median, and a robust standard
// deviation that is never below that of chance (Poisson).
struct Normal {
    double middle = 0, spread = 0;
    double low() const;
    double high() const;  // 19 of 20 normal hours lie between
};

struct Counted {
    Today today;                 // without peaks
    std::vector<Normal> normal;  // by hour of today; empty below three weeks
};

// Whose posts are counted; "" is everybody.
Result<Counted> count_today(std::string_view zone, std::string_view department, const Store& store,
                            Time now);

// Where the buckets that count_today() reads begin.
Time oldest_counted(std::string_view zone, Time now);

// Posts of [from, until) by label: negative, neutral, positive, not sure.
using Voices = std::array<std::int64_t, 4>;
Result<Voices> voices(std::string_view department, const Store& store, Time from, Time until);

Normal normal_of(std::vector<double> counts);  // of past weeks; not empty

// The four disjoint numbers of a tally. A tally does not say which labels the
// unsure posts had: they are taken out of all three in proportion (largest
// remainders), total and unsure are exact.
HourCount disjoint(const Tally& tally);

}  // namespace narrowcast
