// SPDX-License-Identifier: Apache-2.0
// Tests of chances from log-odds.
#include "refine/softmax.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace narrowcast;

TEST_CASE("e to a power is what the standard library says, to 1e-12 of it")
{
    for (double x = -700; x <= 700; x += 0.37) {
        const double expected = std::exp(x);
        INFO(x);
        REQUIRE(std::abs(exponential(x) - expected) <= 1e-12 * expected);
    }
    CHECK(exponential(0) == 1);
}

TEST_CASE("beyond 700 a power is held")
{
    CHECK(exponential(1e9) == exponential(700));
    CHECK(exponential(-1e9) == exponential(-700));
}

TEST_CASE("chances sum to 1, the largest for the largest odds")
{
    for (const LogOdds& odds : {LogOdds{0, 0, 0}, LogOdds{-3, 0.2, 1.7}, LogOdds{900, -900, 0},
                                LogOdds{1e6, 1e6, 1e6 + 1}}) {
        const auto chances = softmax(odds);
        CHECK(chances[0] + chances[1] + chances[2] == Catch::Approx(1).epsilon(1e-14));
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                CHECK((odds[i] <= odds[j] || chances[i] >= chances[j]));
    }
}

TEST_CASE("the same added to all odds changes no chance")
{
    const auto chances = softmax({-1, 0.5, 2}), moved = softmax({15, 16.5, 18});
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(chances[i] == Catch::Approx(moved[i]).epsilon(1e-13));
}
