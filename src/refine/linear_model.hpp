// SPDX-License-Identifier: Apache-2.0
// Part A of the scorer: a hashed linear model over n-grams, one per group of languages.
//
// File: "NCNGRAM1", then little-endian: int32 scale (weights are int8 / scale), then for each
// bucket three int8 (negative, neutral, positive), then the bits of the pairs it was trained on.
#pragma once

#include "narrowcast/base/result.hpp"
#include "refine/ngrams.hpp"
#include "refine/softmax.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace narrowcast {

inline constexpr std::uint32_t pair_bits = 1u << 20;

// Immutable; any thread.
class LinearModel {
public:
    using Weights = std::array<std::int8_t, 3>;

    LinearModel(std::vector<Weights> weights, std::vector<std::uint8_t> pairs, std::int32_t scale);
    static Result<LinearModel> load(const std::filesystem::path& file);
    std::string bytes() const;  // as in the file

    LogOdds score(const Ngrams& ngrams) const;

    // Positive minus negative log-odds that each token adds to score(): its own n-grams, and half
    // of each pair it is in.
    void shares(const Ngrams& ngrams, std::vector<double>& of_tokens) const;

    // The share of pairs of neighbours that were in the training texts, 0 to 1: how familiar this
    // kind of text is.
    double familiarity(const Ngrams& ngrams) const;

private:
    std::vector<Weights> weights_;
    std::vector<std::uint8_t> pairs_;  // pair_bits bits
    std::int32_t scale_;
};

// What a sum over `count` n-grams is multiplied with: long texts are no stronger than short ones.
double damping(std::size_t count);

}  // namespace narrowcast
