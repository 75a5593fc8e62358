// SPDX-License-Identifier: Apache-2.0
// How good labels and chances are.
#pragma once

#include "narrowcast/post.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace narrowcast::train {

// A text's label, and what the scorer says.
struct Judged {
    Label label = Label::neutral;
    std::array<double, 3> chances{};
    Label best() const;
    double confidence() const;
};

// Each in percent. A label without any text is left out of the means.
struct Figures {
    double recall = 0;  // macro-averaged: the mean over the labels; 33.3 is guessing
    double f1 = 0;      // macro-averaged
    double accuracy = 0;
    double calibration_error = 0;  // expected, over 10 bins of confidence (Naeini et al. 2015)
    std::size_t texts = 0;
};
Figures figures_of(const std::vector<Judged>& judged);

}  // namespace narrowcast::train
