// SPDX-License-Identifier: Apache-2.0
// How well the scorer does on what the company's own editors corrected, with and without learning
// from them.
#pragma once

#include "narrowcast/refine.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace narrowcast {

// A corrected post; those of one `story` (a post and its repeats) have the same words.
struct Lesson {
    std::string story;
    Correction correction;
};

// Posts by the label they were corrected to, then by the one the scorer gives them.
using Confusion = std::array<std::array<std::size_t, 3>, 3>;

double accuracy_of(const Confusion& confusion);   // 0 when it is empty
double macro_recall(const Confusion& confusion);  // over the labels that occur

// `after` asks about no post a scorer that learned from it: the stories are dealt out over ten
// parts by the hash of their names, and each part is scored by what the other nine teach.
struct Accuracy {
    Confusion before{}, after{};
};
Accuracy accuracy_on(std::span<const Lesson> lessons,
                     const std::shared_ptr<const SentimentModel>& model,
                     const SentimentConfig& config);

}  // namespace narrowcast
