// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/descent.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

std::string known_to_be(const std::string& mark) { return R"({"known":")" + mark + "\"}"; }

// A server's list of so many numbers, newest first, in pages of ten.
Descent::Seen page_of(int newest, int page)
{
    const int first = newest - 10 * page;
    return {.newest = std::to_string(first),
            .oldest = std::to_string(std::max(first - 9, 1)),
            .next = first - 10 >= 1 ? std::to_string(page + 1) : ""};
}

// The oldest number that a round from `place` came to, and where it left off.
int round(std::string& place, int newest, int most = 100)
{
    for (int page = 0;; ++page) {
        Descent descent{place};
        REQUIRE(descent.pages() == page);
        const Descent::Seen seen = page_of(newest, page);
        const bool more = descent.went(seen, most);
        place = descent.spelled();
        if (!more) return std::stoi(seen.oldest);
    }
}

RawPost written(const char* when)
{
    RawPost post;
    if (when) post.created = at(when);
    return post;
}

}  // namespace

TEST_CASE("descent: the first round takes the newest page only")
{
    std::string place;
    CHECK(round(place, 120) == 111);
    CHECK(Descent{place}.known() == "120");
}

TEST_CASE("descent: a later round goes down to where the last one began")
{
    std::string place;
    round(place, 120);
    CHECK(round(place, 163) <= 121);
    CHECK(Descent{place}.known() == "163");
    CHECK(round(place, 163) == 154);
}

TEST_CASE("descent: it ends after so many pages, or where the list ends")
{
    std::string place = known_to_be("1");
    CHECK(round(place, 500, 3) == 471);
    CHECK(Descent{place}.known() == "500");
    place = known_to_be("1");
    CHECK(round(place, 25) == 1);
}

TEST_CASE("descent: of two marks the longer one is newer")
{
    std::string place = known_to_be("998");
    CHECK(round(place, 1'015) <= 997);
    CHECK(Descent{place}.known() == "1015");
}

TEST_CASE("descent: a page that ends at what is known is followed by one more")
{
    // posts of the same second may stand on both
    Descent descent{known_to_be("2026-11-20T10:00:00Z")};
    CHECK(descent.went(
        {.newest = "2026-11-21T10:00:00Z", .oldest = "2026-11-20T10:00:00Z", .next = "2"}));
    CHECK_FALSE(descent.went(
        {.newest = "2026-11-20T10:00:00Z", .oldest = "2026-11-20T09:59:59Z", .next = "3"}));
    CHECK(descent.known_at() == at("2026-11-21T10:00:00Z"));
}

TEST_CASE(
    "descent: where the question itself leaves out what is known, only the list's end ends it")
{
    Descent descent{known_to_be("5")};
    CHECK(descent.went({.newest = "90", .oldest = "", .next = "2"}));
    CHECK(descent.went({.newest = "50", .oldest = "", .next = "3"}));
    CHECK_FALSE(descent.went({.newest = "10", .oldest = "", .next = ""}));
    CHECK(descent.known() == "90");
}

TEST_CASE("descent: a server that gives the same page again is left")
{
    Descent descent{known_to_be("5")};
    CHECK(descent.went({.newest = "90", .oldest = "50", .next = "a"}));
    CHECK_FALSE(descent.went({.newest = "90", .oldest = "50", .next = "a"}));
}

TEST_CASE("descent: it goes on where it was cut off, as spelled")
{
    Descent descent{known_to_be("5")};
    descent.note("acme 17");
    CHECK(descent.went({.newest = "90", .oldest = "50", .next = "a b"}));
    Descent later{descent.spelled()};
    CHECK(later.page() == "a b");
    CHECK(later.pages() == 1);
    CHECK(later.note() == "acme 17");
    CHECK_FALSE(later.went({.newest = "49", .oldest = "4", .next = "c"}));
    CHECK(later.known() == "90");
    CHECK(later.note() == "acme 17");
}

TEST_CASE("descent: a lost page begins the round anew, and what was seen stays seen")
{
    Descent descent{known_to_be("5")};
    CHECK(descent.went({.newest = "90", .oldest = "50", .next = "a"}));
    descent.begin_anew();
    CHECK(descent.page().empty());
    CHECK(descent.pages() == 0);
    CHECK_FALSE(descent.went({.newest = "89", .oldest = "3", .next = "a"}));
    CHECK(descent.known() == "90");
}

TEST_CASE("descent: nothing new leaves the place as it was, also when the newest was deleted")
{
    Descent descent{known_to_be("163")};
    CHECK_FALSE(descent.went({}));
    CHECK(descent.spelled() == known_to_be("163"));
    std::string place = known_to_be("163");
    round(place, 160);
    CHECK(Descent{place}.known() == "163");
}

TEST_CASE("descent: a place that is none begins anew")
{
    for (const char* place : {"", "x", "-5", "{\"turn\":0}", "[1]", "5 6 7", R"({"page":"a"})",
                              R"({"pages":3})", R"({"page":"a","pages":-1})"}) {
        const Descent descent{place};
        CHECK(descent.pages() == 0);
        CHECK(descent.page().empty());
        CHECK(descent.first_round());
    }
}

TEST_CASE("descent: posts are seen by their dates, those without one not")
{
    const std::vector<RawPost> posts{written("2026-11-20T10:00:00Z"), written(nullptr),
                                     written("2026-11-19T10:00:00Z")};
    const Descent::Seen seen = dates_of(posts, "2");
    CHECK(seen.newest == "2026-11-20T10:00:00Z");
    CHECK(seen.oldest == "2026-11-19T10:00:00Z");
    CHECK(seen.next == "2");
    CHECK(dates_of({}).newest.empty());
}
