// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/walk.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

// A server's list of so many numbers, newest first, in pages of ten.
Walk::Seen page_of(int newest, int page)
{
    const int first = newest - 10 * page;
    Walk::Seen seen{.newest = first, .oldest = std::max(first - 9, 1), .next = ""};
    if (first - 10 >= 1) seen.next = std::to_string(page + 1);
    return seen;
}

// The oldest number that a round from `place` came to, and where it left off.
int round(std::string& place, int newest, int most = 100)
{
    for (int page = 0;; ++page) {
        Walk walk{place};
        REQUIRE(walk.page() == page);
        const Walk::Seen seen = page_of(newest, page);
        const bool more = walk.went(seen, most);
        place = walk.spelled();
        if (!more) return static_cast<int>(seen.oldest);
    }
}

}  // namespace

TEST_CASE("walk: the first round takes the newest page only")
{
    std::string place;
    CHECK(round(place, 120) == 111);
    CHECK(Walk{place}.known() == 120);
}

TEST_CASE("walk: a later round goes back to where the last one began")
{
    std::string place;
    round(place, 120);
    CHECK(round(place, 163) <= 121);
    CHECK(Walk{place}.known() == 163);
    CHECK(round(place, 163) == 154);
}

TEST_CASE("walk: it ends after so many pages, or where the list ends")
{
    std::string place = "1";
    CHECK(round(place, 500, 3) == 471);
    CHECK(Walk{place}.known() == 500);
    place = "1";
    CHECK(round(place, 25) == 1);
}

TEST_CASE("walk: a server that gives the same page again is left")
{
    Walk walk{"5"};
    CHECK(walk.went({.newest = 90, .oldest = 50, .next = "a"}, 100));
    CHECK_FALSE(walk.went({.newest = 90, .oldest = 50, .next = "a"}, 100));
}

TEST_CASE("walk: what became smaller, because the newest was deleted, is known again")
{
    std::string place = "163";
    round(place, 160);
    CHECK(Walk{place}.known() == 160);
}

TEST_CASE("walk: nothing new leaves the place as it was")
{
    Walk walk{"163"};
    CHECK_FALSE(walk.went({}, 100));
    CHECK(walk.spelled() == "163");
}

TEST_CASE("walk: a place that is none begins anew")
{
    for (const char* place : {"", "x", "-5", "{\"turn\":0}", "5 6 7", "99999999999999999999"}) {
        const Walk walk{place};
        CHECK(walk.page() == 0);
        CHECK(walk.token().empty());
    }
    CHECK(Walk{"5 9 2 a b"}.token() == "a b");
    CHECK(Walk{"5 9 2 a b"}.spelled() == "5 9 2 a b");
}
