// SPDX-License-Identifier: Apache-2.0
// Local days and hours in an IANA time zone (ICU). Pure; any thread.
#pragma once

#include "narrowcast/base/time.hpp"

#include <string>
#include <string_view>

namespace narrowcast::lib {

struct LocalTime {
    int year = 0, month = 1, day = 1;  // month from 1
    int hour = 0, minute = 0, second = 0;
    int weekday = 1;  // ISO: Monday 1 ... Sunday 7
    bool operator==(const LocalTime&) const = default;
};

bool is_time_zone(std::string_view zone);  // known to ICU, canonical or alias

// An unknown zone counts as UTC.
LocalTime local_time(Time time, std::string_view zone);
Time local_midnight(Time time, std::string_view zone);            // start of its local day
Time local_midnight(Time time, std::string_view zone, int days);  // ... `days` later (or earlier)

// A zone with a fixed offset ("Etc/GMT-2") in which the local hour is now `hour`: for the demo.
std::string zone_where_it_is(int hour, Time now);

}  // namespace narrowcast::lib
