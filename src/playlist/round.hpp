// SPDX-License-Identifier: Apache-2.0
// One round of turns: who follows whom, and how often what is no post comes between.
#pragma once

#include "narrowcast/edition.hpp"
#include "narrowcast/playlist.hpp"
#include "playlist/line.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace narrowcast {

inline constexpr std::size_t posts_between_todays = 6;
inline constexpr std::size_t posts_between_pinned = 2;

// What is no post, and how many posts the last round still had before it; nothing when it was not
// in that round.
struct Interlude {
    Slide slide;
    std::optional<std::size_t> due = {};
};

// A round that begins with `on_air`, if there is such a turn. Every waiting post comes once, the
// first fresh one at the first change, or at the second: after one that is fresh itself, so that no
// stream of them keeps all else away, or by the author of the post on air. Of `interludes`, which
// are no posts, pinned ones take turns after every second post, a TodaySlide comes about every
// sixth, all else once; each where it was due, new ones evenly spread, or soon when people wait for
// them. Two of them follow each other only where there are too few posts, and one that shows a post
// is not followed by that post where another place is free.
std::vector<Turn> make_round(const std::optional<Turn>& on_air, Waiting waiting,
                             std::vector<Interlude> interludes, const Pace& pace);

}  // namespace narrowcast
