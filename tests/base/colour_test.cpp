// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/colour.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("contrast is what WCAG says it is")
{
    const Colour white{255, 255, 255, 255}, black{0, 0, 0, 255}, grey{118, 118, 118, 255};
    CHECK(contrast(white, black) == Catch::Approx(21.0));
    CHECK(contrast(black, white) == Catch::Approx(21.0));
    CHECK(contrast(grey, grey) == Catch::Approx(1.0));
    CHECK(contrast(grey, white) == Catch::Approx(4.54).margin(0.01));  // the known smallest grey
}
