// SPDX-License-Identifier: Apache-2.0
// When a screen is dark.
#include "narrowcast/playlist.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

bool quiet(const char* hours, const char* at, const char* zone = "Europe/Amsterdam")
{
    Wall wall;
    wall.quiet_hours = hours;
    wall.time_zone = zone;
    return is_quiet(wall, Instant{*from_rfc3339(at)});
}

}  // namespace

TEST_CASE("quiet hours go over midnight, in the wall's own time")
{
    CHECK_FALSE(quiet("22:00-06:30", "2026-11-21T21:59:59+01:00"));
    CHECK(quiet("22:00-06:30", "2026-11-21T22:00:00+01:00"));
    CHECK(quiet("22:00-06:30", "2026-11-22T00:00:00+01:00"));
    CHECK(quiet("22:00-06:30", "2026-11-22T06:29:59+01:00"));
    CHECK_FALSE(quiet("22:00-06:30", "2026-11-22T06:30:00+01:00"));
    CHECK(quiet("22:00-06:30", "2026-11-22T06:30:00+01:00", "America/New_York"));
}

TEST_CASE("quiet hours within a day")
{
    CHECK_FALSE(quiet("12:00-13:00", "2026-11-21T11:59:59+01:00"));
    CHECK(quiet("12:00-13:00", "2026-11-21T12:30:00+01:00"));
    CHECK_FALSE(quiet("12:00-13:00", "2026-11-21T13:00:00+01:00"));
    CHECK(quiet("18:00-00:00", "2026-11-21T23:59:00+01:00"));
    CHECK_FALSE(quiet("18:00-00:00", "2026-11-22T00:00:00+01:00"));
}

TEST_CASE("quiet hours follow the clock on the wall when summer time begins and ends")
{
    // 29 March 2026: 02:00 becomes 03:00; 25 October: 03:00 becomes 02:00
    CHECK(quiet("22:00-06:30", "2026-03-29T04:29:59Z"));
    CHECK_FALSE(quiet("22:00-06:30", "2026-03-29T04:30:00Z"));
    CHECK(quiet("22:00-06:30", "2026-10-25T05:29:59Z"));
    CHECK_FALSE(quiet("22:00-06:30", "2026-10-25T05:30:00Z"));
    CHECK_FALSE(quiet("02:00-03:00", "2026-03-29T01:00:00Z"));  // an hour that is not there
    CHECK(quiet("02:00-03:00", "2026-10-25T00:30:00Z"));
    CHECK(quiet("02:00-03:00", "2026-10-25T01:30:00Z"));  // and one that comes twice
}

TEST_CASE("without quiet hours, or with what is none, a screen is never dark")
{
    for (const char* hours : {"", "22:00", "22:00-22:00", "25:00-06:00", "22:60-06:00",
                              "22.00-06.00", "ab:cd-ef:gh", "22:00-06:300"})
        CHECK_FALSE(quiet(hours, "2026-11-21T23:30:00+01:00"));
}
