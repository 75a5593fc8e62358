// SPDX-License-Identifier: Apache-2.0
// Which hours stand out, and which do not.
#include "publish/peaks.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <initializer_list>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time midnight = at("2026-11-24T00:00:00+01:00");

// A day by hours, against a normal of the same number at every hour.
std::vector<Peak> peaks(std::initializer_list<std::int64_t> counts, double normal = 4)
{
    Counted counted;
    counted.today.day = midnight;
    counted.normal.assign(24, normal_of({normal, normal, normal}));
    for (const std::int64_t count : counts)
        counted.today.hours.push_back({.neutral = count});
    counted.today.hours.resize(24);
    return find_peaks(counted);
}

}  // namespace

TEST_CASE("a quiet day has no peak") { CHECK(peaks({4, 3, 5, 4, 2, 6, 4, 8, 7, 4, 9}).empty()); }

TEST_CASE("one high hour is a peak")
{
    const auto found = peaks({4, 4, 4, 4, 4, 4, 4, 4, 5, 66, 5});
    REQUIRE(found.size() == 1);
    CHECK(found[0].from == midnight + 9h);
    CHECK(found[0].until == midnight + 10h);
    CHECK(found[0].posts == 66);
}

TEST_CASE("a slow rise is one peak, its top the highest hour")
{
    const auto found = peaks({4, 4, 4, 4, 4, 4, 8, 16, 40, 66, 44});
    REQUIRE(found.size() == 1);
    CHECK(found[0].from == midnight + 7h);
    CHECK(found[0].until == midnight + 11h);
    CHECK(found[0].top == midnight + 9h);
    CHECK(found[0].posts == 166);
}

TEST_CASE("a few posts in the night are no peak where nights are silent")
{
    CHECK(peaks({0, 0, 3, 4, 0}, 0).empty());
    CHECK(peaks({0, 0, 12, 0, 0}, 0).size() == 1);
}

TEST_CASE(
    "only the three peaks with the most posts above normal are told, in "
    "order of time")
{
    const auto found = peaks({30, 4, 90, 4, 20, 4, 60, 4, 50});
    REQUIRE(found.size() == 3);
    CHECK(found[0].top == midnight + 2h);
    CHECK(found[1].top == midnight + 6h);
    CHECK(found[2].top == midnight + 8h);
}

TEST_CASE("without a band nothing stands out")
{
    Counted counted;
    counted.today.hours.assign(24, {.neutral = 500});
    CHECK(find_peaks(counted).empty());
}

TEST_CASE("where weeks differ much a higher count is needed than where they are alike")
{
    Counted counted;
    counted.today.day = midnight;
    counted.today.hours.assign(24, {.neutral = 60});
    counted.normal.assign(24, normal_of({30, 29, 31, 30, 32, 28, 30, 30}));
    CHECK(find_peaks(counted).size() == 1);
    counted.normal.assign(24, normal_of({30, 12, 55, 30, 70, 8, 28, 41}, 0.4));
    CHECK(find_peaks(counted).empty());
}

TEST_CASE("the chance of as many is that of the Poisson distribution")
{
    CHECK(chance_of_as_many(0, 3, 3) == 1);
    CHECK(chance_of_as_many(5, 0.5, 0.5) == Catch::Approx(0.000172116));
    CHECK(chance_of_as_many(11, 5, 4) == Catch::Approx(0.0136953));
    CHECK(chance_of_as_many(1200, 1000, 1000) == Catch::Approx(5.2e-10).epsilon(0.2));
    CHECK(chance_of_as_many(7, 0, 0) == 0);
}

TEST_CASE("of what varies more than by chance it is that of the negative binomial distribution")
{
    // size 5, probability 1/2: P(X >= 12) = I_0.5(12, 5) = 2517 / 65536
    CHECK(chance_of_as_many(12, 5, 10) == Catch::Approx(2517.0 / 65536));
    CHECK(chance_of_as_many(20, 5, 5.0001) ==
          Catch::Approx(chance_of_as_many(20, 5, 5)).epsilon(1e-3));
    CHECK(chance_of_as_many(20, 5, 10) > 100 * chance_of_as_many(20, 5, 5));
}
