// SPDX-License-Identifier: Apache-2.0
// Tests of offsets and temperature.
#include "refine/train/calibrate.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace narrowcast;
using namespace narrowcast::train;

namespace {

double loss(const std::vector<Opinion>& opinions, const Weights& weights)
{
    double sum = 0;
    for (const Judged& each : judged(opinions, weights))
        sum -= std::log(each.chances[static_cast<std::size_t>(each.label)]);
    return sum;
}

Opinion opinion(Label label, const LogOdds& features) { return {label, 0, features, {}, 0}; }

// Far too sure: says each label with odds of e^3, and is wrong three times in ten.
std::vector<Opinion> too_sure()
{
    std::vector<Opinion> opinions;
    for (std::size_t i = 0; i < 300; ++i) {
        LogOdds odds{};
        odds[i % 3] = 3;
        const std::size_t label = i / 3 % 10 < 3 ? i + 1 : i;
        opinions.push_back(opinion(static_cast<Label>(label % 3), odds));
    }
    return opinions;
}

// Never says neutral, though a little more would do.
std::vector<Opinion> shy_of_neutral()
{
    std::vector<Opinion> opinions;
    for (std::size_t i = 0; i < 300; ++i) {
        const auto label = static_cast<Label>(i % 3);
        LogOdds odds{0, 0, 0};
        if (label == Label::neutral)
            odds = {0.1, 0, 0};
        else
            odds[i % 3] = 1;
        opinions.push_back(opinion(label, odds));
    }
    return opinions;
}

}  // namespace

TEST_CASE("calibrating lowers the loss of what was too sure")
{
    const auto opinions = too_sure();
    Weights weights;
    const double before = loss(opinions, weights);
    calibrate(opinions, weights);
    CHECK(weights.temperature > 1.2);
    CHECK(loss(opinions, weights) < before);
    CHECK(figures_of(judged(opinions, weights)).calibration_error < 5);
}

TEST_CASE("an offset gives a label what it lacks")
{
    const auto opinions = shy_of_neutral();
    Weights weights;
    const double before = figures_of(judged(opinions, weights)).recall;
    calibrate(opinions, weights);
    const double after = figures_of(judged(opinions, weights)).recall;
    CHECK(before == Catch::Approx(200.0 / 3));
    CHECK(after == 100);
    CHECK(weights.offset[1] - weights.offset[0] > 0.1);
}

TEST_CASE("what is right already keeps its offsets")
{
    std::vector<Opinion> opinions;
    for (std::size_t i = 0; i < 30; ++i) {
        LogOdds odds{};
        odds[i % 3] = 2;
        opinions.push_back(opinion(static_cast<Label>(i % 3), odds));
    }
    Weights weights;
    weights.offset = {1, 1, 1};
    calibrate(opinions, weights);
    CHECK(weights.offset == LogOdds{});
}

TEST_CASE("nothing to measure changes nothing")
{
    Weights weights;
    weights.offset = {0.1, 0.2, 0};
    calibrate({}, weights);
    CHECK(weights.offset == LogOdds{0.1, 0.2, 0});
}

TEST_CASE("an opinion counts part A as far as the text is familiar")
{
    Weights weights;
    weights.gate = {0, 2};
    const Opinion known{Label::neutral, 0, {}, {0, 0, 1}, 1},
        unknown{Label::neutral, 0, {}, {0, 0, 1}, 0};
    CHECK(judged(known, weights).chances == softmax({0, 0, 2}));
    CHECK(judged(unknown, weights).chances == softmax({0, 0, 0}));
}
