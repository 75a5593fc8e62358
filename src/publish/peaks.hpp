// SPDX-License-Identifier: Apache-2.0
// Hours that stand out from what is normal.
#pragma once

#include "narrowcast/edition.hpp"
#include "publish/charts.hpp"

#include <vector>

namespace narrowcast {

// An hour stands out when it has at least five posts, lies above the band of
// normal hours, and chance alone (Poisson, with a mean one spread above the
// middle, since the middle rests on few weeks) would give as many less than
// once in a thousand such hours. Neighbours are joined. At most three, those
// with the most posts above normal; oldest first; words and post still empty.
// None without a band.
std::vector<Peak> find_peaks(const Counted &counted);

// How often a Poisson count of this mean is `count` or more.
double chance_of_as_many(std::int64_t count, double mean);

} // namespace narrowcast
