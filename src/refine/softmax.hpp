// SPDX-License-Identifier: Apache-2.0
// Log-odds to chances, with the same bits on every machine (std::exp differs between libraries).
#pragma once

#include <array>

namespace narrowcast {

using LogOdds = std::array<double, 3>;  // negative, neutral, positive

// e to the power of x, to 1e-12 of its value; x is held within -700 and 700.
double exponential(double x);

std::array<double, 3> softmax(const LogOdds& odds);

}  // namespace narrowcast
