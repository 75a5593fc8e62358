// SPDX-License-Identifier: Apache-2.0
// All that was learned, as it is shipped in assets/sentiment: word lists, n-gram models, and the
// weights that bring them together.
//
// weights.tsv: group, name, and a number for each label: one row a feature (evidence.hpp), and
// "offset"; "gate" has three numbers of its own (see below), "temperature" one.
#pragma once

#include "narrowcast/base/result.hpp"
#include "refine/evidence.hpp"
#include "refine/linear_model.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

// Languages that share an n-gram model and weights; "any": all others, texts in unknown or mixed
// languages.
inline constexpr std::array<std::string_view, 4> language_groups{"nl", "en", "de-es-fr-it-pt",
                                                                 "any"};
std::string_view group_of(std::string_view language);

struct Weights {
    std::array<LogOdds, feature_count> features{};
    LogOdds offset{};  // added at the end, so that no label is favoured
    // Part A counts from `low` (a text all of whose pairs are new to it) to `high` (all are known).
    struct Gate {
        double low = 0, high = 0;
    } gate;
    double temperature = 1;  // log-odds are divided by it: chances as sure as they are right
};

using AllWeights = std::map<std::string, Weights, std::less<>>;
Result<AllWeights> load_weights(const std::filesystem::path& file);
std::string written(const AllWeights& weights);

LogOdds feature_odds(const Weights& weights, const Features& features);
double gate_of(const Weights& weights, double familiarity);

// Immutable; any thread.
struct SentimentModel {
    Lexicons lexicons;
    AllWeights weights;
    std::map<std::string, LinearModel, std::less<>> ngrams;  // by group; "any" has none

    const Lexicon& lexicon(std::string_view language) const;
};
Result<std::shared_ptr<const SentimentModel>> load_sentiment_model(
    const std::filesystem::path& folder);

}  // namespace narrowcast
