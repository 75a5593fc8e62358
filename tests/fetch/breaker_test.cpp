// SPDX-License-Identifier: Apache-2.0
#include "fetch/breaker.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");
const std::string host = "polder.example";

struct Fuse {
    Breaker breaker;
    Chance chance{1};

    void fail(int times, Instant now = noon)
    {
        for (; times > 0; --times)
            breaker.answered(host, false, now, chance);
    }
};

}  // namespace

TEST_CASE("a host that failed five times in a row is left alone, and only that one")
{
    Fuse fuse;
    fuse.fail(4);
    CHECK(fuse.breaker.allows(host, noon));
    fuse.fail(1);
    CHECK_FALSE(fuse.breaker.allows(host, noon));
    CHECK(fuse.breaker.allows("elsewhere.example", noon));
    CHECK(fuse.breaker.next(host, noon) > noon + 14s);
    CHECK(fuse.breaker.next(host, noon) <= noon + 30s);
}

TEST_CASE("an answer in between begins the count anew")
{
    Fuse fuse;
    fuse.fail(4);
    fuse.breaker.answered(host, true, noon, fuse.chance);
    fuse.fail(4);
    CHECK(fuse.breaker.allows(host, noon));
}

TEST_CASE("after the pause one question tries, and the others wait for its answer")
{
    Fuse fuse;
    fuse.fail(5);
    const Instant later = fuse.breaker.next(host, noon);
    CHECK(fuse.breaker.allows(host, later));
    CHECK_FALSE(fuse.breaker.allows(host, later));
    fuse.breaker.answered(host, true, later, fuse.chance);
    CHECK(fuse.breaker.allows(host, later));
    CHECK(fuse.breaker.allows(host, later));
}

TEST_CASE("each vain try doubles the pause, up to ten minutes")
{
    Fuse fuse;
    fuse.fail(5);
    Instant now = noon;
    std::chrono::milliseconds before{0};
    for (int i = 0; i < 10; ++i) {
        now = fuse.breaker.next(host, now);
        REQUIRE(fuse.breaker.allows(host, now));
        fuse.fail(1, now);
        const auto pause = fuse.breaker.next(host, now) - now;
        CHECK(pause > 14s);
        CHECK(pause <= Breaker::longest_pause);
        before = std::max(before, pause);
    }
    CHECK(before > 4min);
}

TEST_CASE("failures of questions that were under way when it opened do not prolong it")
{
    Fuse fuse;
    fuse.fail(5);
    const Instant until = fuse.breaker.next(host, noon);
    fuse.fail(20, noon + 5s);
    CHECK(fuse.breaker.next(host, noon) == until);
}
