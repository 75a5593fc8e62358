// SPDX-License-Identifier: Apache-2.0
// The n-grams of a text that part A of the scorer reads: words one and two at a time, those that a
// negation reaches apart, and 3 to 5 letters inside words, all hashed into buckets (feature
// hashing: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009).
#pragma once

#include "refine/evidence.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace narrowcast {

inline constexpr std::uint32_t ngram_buckets = 1u << 18;

// A word, emoji or number as written but folded, digits as 0, letters at most twice in a row; a
// link or mention as such; a run of ! or ? and dots.
struct Token {
    std::size_t begin = 0, end = 0;  // bytes of the text
    std::uint64_t hash = 0;
    bool negated = false;
};

struct Ngram {
    std::uint32_t bucket = 0;
    std::uint32_t token = 0;  // its first
    std::uint32_t next = 0;   // its last: the same, or the one after
};

// Where n-grams are put; reused from text to text, so that only the longest text allocates.
struct Ngrams {
    std::vector<Token> tokens;
    std::vector<Ngram> words, letters;
    // For each two neighbours: their hash, to ask whether a model has met them.
    std::vector<std::uint32_t> pairs;
};

void ngrams_in(const SplitText& split, const Evidence& evidence, Ngrams& ngrams);

}  // namespace narrowcast
