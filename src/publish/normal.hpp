// SPDX-License-Identifier: Apache-2.0
// What is normal for a weekday, hour by hour, judged by past weeks: robust against gaps, holidays
// and wild days. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace narrowcast {

// Posts by local hour, 0 to 23; absent: the day lacks that hour (spring), or nobody counted then.
using Clockface = std::array<std::optional<double>, 24>;

// What the same hour counted in past weeks.
//
// The band: median, and 1.4826 times the median absolute deviation as standard deviation (Rousseeuw
// and Croux 1993, "Alternatives to the Median Absolute Deviation"), never below that of chance.
// For the test of peaks: mean and variance of one more such hour as the past foretells it, that is
// with the uncertainty of a mean that rests on few weeks (Jeffreys' prior of a Poisson mean).
struct Normal {
    double middle = 0, spread = 0;
    double mean = 0, variance = 0;

    double low() const;
    double high() const;  // 19 of 20 normal hours lie between
};

// `counts` of past weeks, not empty. `overdispersion` a: the variance of a count with mean m is
// m + a m^2, as of the negative binomial distribution; 0: Poisson.
Normal normal_of(std::vector<double> counts, double overdispersion = 0);

double median_of(std::vector<double> numbers);  // not empty

// How much more than by chance the same hour differs from week to week, of all hours together: by
// moments (Anscombe 1950), with counts beyond five deviations brought in to there. The deviation
// for that is the one at which the median absolute residual, each against the median of the other
// weeks, is what it should be: half of the hours may be wild without moving it. 0 when there is too
// little to tell.
double overdispersion_of(const std::vector<Clockface>& weeks);

// The same weekday of past weeks, made fit to be a norm. Hours become absent where a day had a gap:
// at least three in a row with next to nothing (15 %) where the others had plenty (12 posts, by the
// upper quartile). A day that was mostly gap is left out, and so is one that was as a whole out of
// the ordinary (a holiday, a storm), as long as three weeks are left.
std::vector<Clockface> usable_weeks(std::vector<Clockface> weeks);

}  // namespace narrowcast
