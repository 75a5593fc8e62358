// SPDX-License-Identifier: Apache-2.0
#include "fetch/schedule.hpp"

#include "support/catch.hpp"

#include <set>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {
const Instant noon{std::chrono::milliseconds{1'795'262'400'000}};
}

TEST_CASE("first questions are spread, and come within the spread")
{
    Chance chance{7};
    std::set<Instant> times;
    for (int i = 0; i < 50; ++i) {
        const Schedule schedule{60s, 3000ms, noon, chance};
        CHECK(schedule.next() >= noon);
        CHECK(schedule.next() <= noon + 3000ms);
        times.insert(schedule.next());
    }
    CHECK(times.size() > 30);
}

TEST_CASE("after an answer the next question comes a period later, or when the platform says")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    CHECK(schedule.due(noon));
    schedule.succeeded(noon, false, {});
    CHECK(schedule.next() == noon + 60s);
    CHECK_FALSE(schedule.due(noon + 59s));
    schedule.succeeded(noon, false, 5s);
    CHECK(schedule.next() == noon + 5s);
    schedule.postpone(noon, noon + 7s);
    CHECK(schedule.next() == noon + 7s);
}

TEST_CASE("more pages are asked for at once, but a server cannot keep us at it for ever")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    for (int i = 0; i < Schedule::longest_burst - 1; ++i) {
        schedule.succeeded(noon, true, {});
        REQUIRE(schedule.next() == noon);
    }
    schedule.succeeded(noon, true, {});
    CHECK(schedule.next() == noon + 1s);
}

TEST_CASE("pauses after failures grow twofold up to a cap, with full jitter")
{
    Chance chance{7};
    for (int round = 0; round < 200; ++round) {
        Schedule schedule{60s, 0ms, noon, chance};
        std::chrono::milliseconds most = Schedule::first_pause;
        for (int i = 0; i < 20; ++i) {
            schedule.failed(noon, 0s, chance);
            REQUIRE(schedule.next() >= noon);
            REQUIRE(schedule.next() <= noon + std::min(most, Schedule::longest_pause));
            most *= 2;
        }
        CHECK(schedule.failures() == 20);
    }
}

TEST_CASE("sources that fail together do not come back together")
{
    Chance chance{7};
    std::set<Instant> times;
    for (int i = 0; i < 10; ++i) {
        Schedule schedule{60s, 0ms, noon, chance};
        for (int failure = 0; failure < 6; ++failure)
            schedule.failed(noon, 0s, chance);
        times.insert(schedule.next());
    }
    CHECK(times.size() == 10);
}

TEST_CASE("success forgets earlier failures")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    for (int i = 0; i < 9; ++i)
        schedule.failed(noon, 0s, chance);
    schedule.succeeded(noon, false, {});
    CHECK(schedule.failures() == 0);
    schedule.failed(noon, 0s, chance);
    CHECK(schedule.next() <= noon + Schedule::first_pause);
}

TEST_CASE("Retry-After is waited for in full")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    schedule.failed(noon, 300s, chance);
    CHECK(schedule.next() >= noon + 300s);
    CHECK(schedule.next() <= noon + 300s + Schedule::first_pause);
}

TEST_CASE("a clock that is set back does not put a source to sleep")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    schedule.succeeded(noon, false, {});
    CHECK(schedule.due(noon - 24h));
}

TEST_CASE("a person can ask at once")
{
    Chance chance{7};
    Schedule schedule{60s, 0ms, noon, chance};
    schedule.failed(noon, 3600s, chance);
    schedule.at_once(noon + 1s);
    CHECK(schedule.due(noon + 1s));
}
