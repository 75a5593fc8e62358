// SPDX-License-Identifier: Apache-2.0
// Log-odds to chances. Needs -ffp-contract=off (cmake/House.cmake): only exactly rounded
// operations.
#include "refine/softmax.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {

double exponential(double x)
{
    // e^x = 2^k e^r with |r| <= ln 2 / 2, and for e^r the beginning of its series
    constexpr double ln2 = 0.69314718055994530942, most = 700;
    x = std::clamp(x, -most, most);
    const double k = std::floor(x / ln2 + 0.5);
    const double r = x - k * ln2;
    double sum = 1;
    for (int n = 14; n >= 1; --n)
        sum = 1 + r / n * sum;
    return std::ldexp(sum, static_cast<int>(k));
}

std::array<double, 3> softmax(const LogOdds& odds)
{
    const double most = *std::max_element(odds.begin(), odds.end());
    std::array<double, 3> chances{};
    double sum = 0;
    for (std::size_t label = 0; label < 3; ++label)
        sum += chances[label] = exponential(odds[label] - most);
    for (double& chance : chances)
        chance /= sum;
    return chances;
}

}  // namespace narrowcast
