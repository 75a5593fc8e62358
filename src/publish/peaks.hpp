// SPDX-License-Identifier: Apache-2.0
// Hours that stand out from what is normal.
#pragma once

#include "narrowcast/edition.hpp"
#include "publish/charts.hpp"

#include <vector>

namespace narrowcast {

// Of so many normal days one has an hour that is called a peak although it is none. All hours of a
// day share it (Sidak 1967: each hour may err 1 - (1 - rate)^(1/24) of the times).
// Seen on simulated days: 0.3 to 0.9 % by chance alone, mostly below 1 % (at most 1.3 %) where
// weeks differ moderately; where they differ wildly up to 2.3 % below five weeks, 1.3 % at eight.
inline constexpr double false_alarms_a_day = 0.01;

// An hour stands out when it has at least five posts, lies above the band of normal hours, and a
// normal hour would have as many more rarely than that rate allows, by the tail of the negative
// binomial distribution with the mean and variance that past weeks foretell (Normal; after
// Przyborowski and Wilenski 1940 for counts, and Hilbe 2011, "Negative Binomial Regression", for
// those that vary more than by chance). Neighbours that stand out are one peak. At most three,
// those with the most posts above normal; oldest first; words and post still empty. None without a
// band.
std::vector<Peak> find_peaks(const Counted& counted);

// How often a count of this mean and variance is `count` or more: negative binomial, or Poisson
// where the variance is not above the mean.
double chance_of_as_many(std::int64_t count, double mean, double variance);

}  // namespace narrowcast
