// SPDX-License-Identifier: Apache-2.0
// The posts of a round, one after the other.
#pragma once

#include "narrowcast/edition.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace narrowcast {

// Posts in the order in which they should come; the first `fresh` of them were never on air.
struct Waiting {
    std::vector<PostSlide> posts;
    std::size_t fresh = 0;
};

// All of them, so that neighbours, also last and first, differ in author wherever the authors allow
// it; the first fresh one is first or second. `on_air`, if not null, is the post before them.
struct Lined {
    std::vector<PostSlide> posts;
    std::size_t first_fresh = 0;  // its place; posts.size() when none is fresh
};
Lined line_up(const Waiting& waiting, const PostSlide* on_air);

}  // namespace narrowcast
