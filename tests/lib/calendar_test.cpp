// SPDX-License-Identifier: Apache-2.0
#include "lib/calendar.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace std::chrono_literals;

namespace {

Time at(const char* text) { return *from_rfc3339(text); }

}  // namespace

TEST_CASE("a moment has its own date, hour and weekday in each zone")
{
    const Time time = at("2026-11-21T23:30:05Z");
    CHECK(local_time(time, "Europe/Amsterdam") == LocalTime{2026, 11, 22, 0, 30, 5, 7});
    CHECK(local_time(time, "America/New_York") == LocalTime{2026, 11, 21, 18, 30, 5, 6});
    CHECK(local_time(time, "Asia/Kolkata") == LocalTime{2026, 11, 22, 5, 0, 5, 7});
}

TEST_CASE("a local day has 23, 24 or 25 hours")
{
    const auto length = [](const char* noon) {
        return local_midnight(at(noon), "Europe/Amsterdam", 1) -
               local_midnight(at(noon), "Europe/Amsterdam");
    };
    CHECK(length("2026-11-21T12:00:00Z") == 24h);
    CHECK(length("2026-03-29T12:00:00Z") == 23h);
    CHECK(length("2026-10-25T12:00:00Z") == 25h);
}

TEST_CASE("days are counted over months and years")
{
    CHECK(local_midnight(at("2027-01-01T12:00:00Z"), "Europe/Amsterdam", -1) ==
          at("2026-12-30T23:00:00Z"));
    CHECK(local_midnight(at("1969-12-31T12:00:00Z"), "UTC") == at("1969-12-31T00:00:00Z"));
}

TEST_CASE("zones are known by their IANA names only")
{
    CHECK(is_time_zone("Europe/Amsterdam"));
    CHECK(is_time_zone("UTC"));
    CHECK(!is_time_zone("Europe/Amsterdan"));
    CHECK(!is_time_zone(""));
}

TEST_CASE("there is always a zone in which it is eleven in the morning")
{
    for (int hour = 0; hour < 24; ++hour) {
        const Time now = at("2026-11-21T00:20:00Z") + std::chrono::hours{hour};
        CHECK(local_time(now, zone_where_it_is(11, now)).hour == 11);
    }
}
