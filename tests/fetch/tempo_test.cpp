// SPDX-License-Identifier: Apache-2.0
#include "fetch/tempo.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Time noon = at("2026-11-21T12:00:00Z");

Tempo usual()
{
    Tempo tempo{60s, "23:00-06:00", "Europe/Amsterdam"};
    for (int i = 0; i < 20; ++i)
        tempo.came(2);
    return tempo;
}

}  // namespace

TEST_CASE("a source is asked every so often by day, and less often in the quiet hours")
{
    const Tempo tempo = usual();
    CHECK(tempo.pause(noon) == 60s);
    CHECK(tempo.pause(at("2026-11-21T22:00:00Z")) == 240s);  // 23:00 in Amsterdam
    CHECK(tempo.pause(at("2026-11-21T21:59:59Z")) == 60s);
    CHECK(tempo.pause(at("2026-11-21T04:59:59Z")) == 240s);
    CHECK(tempo.pause(at("2026-11-21T05:00:00Z")) == 60s);
}

TEST_CASE("quiet hours that cannot be read are no quiet hours")
{
    for (const char* text : {"", "23:00", "x-y", "25:00-99:99", "23:00-6:00"})
        CHECK(Tempo{60s, text, "UTC"}.pause(at("2026-11-21T23:30:00Z")) == 60s);
}

TEST_CASE("a storm of posts is followed more closely, also by night, until it is over")
{
    Tempo tempo = usual();
    tempo.came(30);
    CHECK(tempo.storm());
    CHECK(tempo.pause(noon) == 15s);
    CHECK(tempo.pause(at("2026-11-21T23:00:00Z")) == 15s);
    tempo.came(1);
    CHECK(tempo.pause(noon) == 60s);
}

TEST_CASE("the first rounds bring what was written before, and are no storm")
{
    Tempo tempo{60s, "", "UTC"};
    tempo.came(400);
    CHECK_FALSE(tempo.storm());
}

TEST_CASE("a storm does not make a source that is asked every second slower")
{
    Tempo tempo{1s, "", "UTC"};
    for (int i = 0; i < 20; ++i)
        tempo.came(1);
    tempo.came(100);
    CHECK(tempo.pause(noon) == 1s);
}

TEST_CASE("what a server still allows is spread over the rest of its window")
{
    Tempo tempo{10s, "", "UTC"};
    tempo.limited(RateLimit{.limit = 300, .remaining = 11, .resets = noon + 300s}, 1);
    CHECK(tempo.pause(noon) == 30s);
    CHECK(tempo.pause(noon + 301s) == 10s);  // a new window
    tempo.limited(RateLimit{.limit = 300, .remaining = 11, .resets = noon + 300s}, 2);
    CHECK(tempo.pause(noon) == 60s);  // two sources share it
    tempo.limited(RateLimit{.limit = 300, .remaining = 290, .resets = noon + 300s}, 1);
    CHECK(tempo.pause(noon) == 10s);
}

TEST_CASE("a source stops before the last question, until the window ends")
{
    Tempo tempo{10s, "", "UTC"};
    tempo.limited(RateLimit{.limit = 300, .remaining = 1, .resets = noon + 123s}, 1);
    CHECK(tempo.pause(noon) == 123s);
    tempo.limited({}, 1);  // an answer that says nothing changes nothing
    CHECK(tempo.pause(noon) == 123s);
}
