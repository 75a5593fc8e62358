// SPDX-License-Identifier: Apache-2.0
// Which slide is on at a given moment. Pure functions of values and time.
#pragma once

#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace narrowcast {

struct Showing {
    std::size_t turn = 0;  // index into edition.turns
    double progress = 0;   // 0 ... 1 through its time on air
    Instant begins{}, ends{};
};

// REQUIRES: edition.turns is not empty. Before `start` the first turn is on.
Showing showing(const Edition& edition, Instant now);

// The next edition, so that the screen goes on without a jump: the slide now on stays until its
// end, then come fresh posts (not in `previous`), then what this round has not yet shown, then the
// rest; neighbours differ in author where they can; no post twice in a round. `previous` may be
// null or empty.
Edition arrange(Wall wall, std::vector<Slide> slides, const Edition* previous,
                std::chrono::seconds per_slide, Time now);

// The edition from which arrange() goes on when a slide must not be seen any more (its post was
// deleted): if `gone` says so of the slide on air, its turn is over and the next one that is not
// gone begins now. Otherwise `edition` itself.
Edition skip_gone(Edition edition, Time now, const std::function<bool(const Slide&)>& gone);

}  // namespace narrowcast
