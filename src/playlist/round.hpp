// SPDX-License-Identifier: Apache-2.0
// One round of turns: who follows whom, and how often the day's own slide
// comes.
#pragma once

#include "narrowcast/edition.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace narrowcast {

inline constexpr std::size_t posts_between_todays = 6;

// A TodaySlide has more to read: half as long again.
std::chrono::seconds time_on_air(const Slide &slide,
                                 std::chrono::seconds per_slide);

// Posts in the order in which they should come; the first `fresh` of them were
// never on air.
struct Waiting {
  std::vector<PostSlide> posts;
  std::size_t fresh = 0;
};

struct Pace {
  std::chrono::seconds per_slide{8};
  std::size_t until_today = 0; // posts before the next TodaySlide
};

// A round that begins with `on_air`, if there is such a turn. Every waiting
// post comes once; the first fresh one within two turns; neighbours, also last
// and first, differ in author wherever the authors allow it; `today`, if not
// null, comes about every sixth post.
std::vector<Turn> make_round(const std::optional<Turn> &on_air, Waiting waiting,
                             const TodaySlide *today, Pace pace);

} // namespace narrowcast
