// SPDX-License-Identifier: Apache-2.0
// Whether two news items are one story told twice: a headline that several outlets bring, or an
// agency's text under other headlines and first sentences.
//
// Sets of hashed words and of runs of three words (shingles) are compared by containment, found
// through MinHash signatures cut into bands (Broder, "On the resemblance and containment of
// documents", 1997; Indyk and Motwani, "Approximate nearest neighbors", 1998). Chosen by measuring
// on tests/data/news/clusters.tsv; SimHash (Charikar 2002; Manku, Jain, Das Sarma 2007) found less
// than half of what this finds before it took two stories for one: headlines are too short for it.
#pragma once

#include "narrowcast/post.hpp"

#include <cstdint>
#include <vector>

namespace narrowcast {

// What of an article is compared. Sorted; empty where there are too few words to go by.
struct Outline {
    std::vector<std::uint64_t> headline;  // its words, without " - The Outlet" at its end
    std::vector<std::uint64_t> body;      // runs of three words of the text
    bool operator==(const Outline&) const = default;
};

Outline outline_of(const Post& post);  // empty for all but articles

// Texts decide where both have one: most of the shorter one stands in the other. Otherwise
// headlines: all words of one stand in the other, which says little more and denies nothing.
bool is_same_story(const Outline& a, const Outline& b);

// Two outlines of one story have at least one of these in common, but for one in a hundred.
std::vector<std::uint64_t> bands_of(const Outline& outline);

}  // namespace narrowcast
