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

struct Pace {
    std::chrono::seconds per_slide{8};  // the least
    int words_per_minute = 180;
    bool operator==(const Pace&) const = default;
};

// How long a slide stays: per_slide, or as long as its words take to read, at most four times that;
// charts count as the words on them.
std::chrono::seconds time_on_air(const Slide& slide, const Pace& pace);

// Whether the screen is dark at this moment (Wall::quiet_hours, which may go over midnight).
bool is_quiet(const Wall& wall, Instant now);

// The next edition, so that the screen goes on without a jump: the slide now on stays until its
// end, then come fresh posts (not in `previous`), then what this round has not yet shown, then the
// rest; so the next change brings a fresh post, unless one by the same author is on air, one that
// was fresh itself and for which a chart had to wait, or somebody wrote half of all posts.
// Neighbours differ in author where they can; no post twice in a round, as PostSlides. Other kinds
// come between them: a TodaySlide about every sixth post, pinned messages (and a crisis) after
// every second, all else once in a round, evenly spread. `previous` may be null or empty.
Edition arrange(Wall wall, std::vector<Slide> slides, const Edition* previous, const Pace& pace,
                Time now);

// The edition from which arrange() goes on when a slide must not be seen any more (its post was
// deleted): if `gone` says so of the slide on air, its turn is over and the next one that is not
// gone begins now. Otherwise `edition` itself.
Edition skip_gone(Edition edition, Time now, const std::function<bool(const Slide&)>& gone);

}  // namespace narrowcast
