// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/time.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("an instant is written in UTC and read back")
{
    const Time time{std::chrono::seconds{1'795'287'901}};
    CHECK(to_rfc3339(time) == "2026-11-21T19:05:01Z");
    CHECK(from_rfc3339("2026-11-21T19:05:01Z") == time);
}

TEST_CASE("RFC 3339 in the dialects of platforms")
{
    const auto noon = from_rfc3339("2026-11-20T12:00:00Z");
    REQUIRE(noon);
    for (const char* text :
         {"2026-11-20T12:00:00.000Z", "2026-11-20T13:00:00+01:00", "2026-11-20T13:00:00+0100",
          "2026-11-20 12:00:00", "2026-11-20t07:00:00.123456789-05:00", "2026-11-20T12:00Z"}) {
        INFO(text);
        CHECK(from_rfc3339(text) == noon);
    }
    CHECK(from_rfc3339("2026-11-20") == *noon - std::chrono::hours{12});
}

TEST_CASE("what is no instant is nothing")
{
    for (const char* text :
         {"", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-20T25:00:00Z",
          "2026-11-20T12:00:00Zz", "2026-11-20T12:00:00+99:00", "20261120"}) {
        INFO(text);
        CHECK(!from_rfc3339(text));
    }
}

TEST_CASE("the dates of feeds, as they are found")
{
    const auto noon = from_rfc3339("2026-11-20T12:00:00Z");
    for (const char* text :
         {"Fri, 20 Nov 2026 12:00:00 GMT", "Fri, 20 Nov 2026 12:00:00 +0000", "20 Nov 26 12:00 UT",
          "Fri, 20 Nov 2026 07:00:00 EST", "Friday, 20-Nov-26 12:00:00 GMT",
          "Fri, 20 November 2026 13:00:00 +0100"}) {
        INFO(text);
        CHECK(from_rfc822(text) == noon);
    }
    CHECK(!from_rfc822("no date at all"));
    CHECK(!from_rfc822(""));
}
