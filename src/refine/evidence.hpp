// SPDX-License-Identifier: Apache-2.0
// What speaks for a mood in a text: scored words in their context, faces, punctuation.
#pragma once

#include "refine/lexicon.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace narrowcast {

// A word, phrase or face that says something, with what negates it.
struct Hit {
    std::size_t begin = 0, end = 0;  // bytes of the text
    double value = 0;                // negated and scaled
};

struct Evidence {
    std::vector<Hit> hits;              // in the order of the text
    double positive = 0, negative = 0;  // sums of values, both >= 0
    std::size_t words = 0;
    bool asks = false, exclaims = false;
};

Evidence evidence_in(std::string_view text, const Lexicon& lexicon);

// What the calibration weighs.
inline constexpr std::size_t feature_count = 8;
using Features = std::array<double, feature_count>;
Features features_of(const Evidence& evidence);

}  // namespace narrowcast
