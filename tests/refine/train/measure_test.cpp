// SPDX-License-Identifier: Apache-2.0
// Tests of how good labels and chances are, against figures worked out by hand.
#include "refine/train/measure.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::train;

namespace {

Judged judged(Label label, std::array<double, 3> chances) { return {label, chances}; }

constexpr std::array<double, 3> says_negative{0.8, 0.1, 0.1}, says_neutral{0.2, 0.6, 0.2},
    says_positive{0.05, 0.05, 0.9};

}  // namespace

TEST_CASE("the label is the likeliest, the confidence its chance")
{
    const Judged each = judged(Label::neutral, says_positive);
    CHECK(each.best() == Label::positive);
    CHECK(each.confidence() == 0.9);
}

TEST_CASE("recall, F1 and accuracy are those of the confusion")
{
    // negative: 2 of 3 found; neutral: 1 of 2; positive: 1 of 1, said twice
    const Figures figures =
        figures_of({judged(Label::negative, says_negative), judged(Label::negative, says_negative),
                    judged(Label::negative, says_positive), judged(Label::neutral, says_neutral),
                    judged(Label::neutral, says_negative), judged(Label::positive, says_positive)});
    CHECK(figures.recall == Catch::Approx(100 * (2.0 / 3 + 1.0 / 2 + 1) / 3));
    CHECK(figures.f1 == Catch::Approx(100 * (4.0 / 6 + 2.0 / 3 + 2.0 / 3) / 3));
    CHECK(figures.accuracy == Catch::Approx(100 * 4.0 / 6));
    CHECK(figures.texts == 6);
}

TEST_CASE("a label without texts is left out of the means")
{
    const Figures figures =
        figures_of({judged(Label::negative, says_negative), judged(Label::positive, says_neutral)});
    CHECK(figures.recall == 50);
    CHECK(figures.f1 == 50);
}

TEST_CASE("the calibration error is the gap between confidence and being right, bin by bin")
{
    // bin 0.8: two texts, one right; bin 0.6: two right; bin 0.9: one wrong
    const Figures figures =
        figures_of({judged(Label::negative, says_negative), judged(Label::neutral, says_negative),
                    judged(Label::neutral, says_neutral), judged(Label::neutral, says_neutral),
                    judged(Label::negative, says_positive)});
    CHECK(figures.calibration_error == Catch::Approx(100 * ((1.6 - 1) + (2 - 1.2) + 0.9) / 5));
}

TEST_CASE("sure and right is calibrated, and nothing has no figures")
{
    CHECK(figures_of({judged(Label::negative, {1, 0, 0})}).calibration_error == 0);
    const Figures none = figures_of({});
    CHECK(none.recall == 0);
    CHECK(none.accuracy == 0);
    CHECK(none.calibration_error == 0);
}
