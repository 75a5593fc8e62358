// SPDX-License-Identifier: Apache-2.0
// All that was learned, as it is shipped in assets/sentiment: word lists, n-gram models, and the
// weights that bring them together.
//
// weights.tsv: language, name, and a number for each label. Rows of "all" are features
// (evidence.hpp); each language has an "offset", a "gate" of two numbers (see below) and a
// "temperature" of one; "any" stands for all languages that have none of their own.
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

// Languages with weights of their own. "any": all others, and texts in unknown or mixed languages.
inline constexpr std::array<std::string_view, 8> weighed_languages{"nl", "en", "de", "es",
                                                                   "fr", "it", "pt", "any"};
std::string_view weighed_as(std::string_view language);  // "nl-BE" as "nl"

// Languages that share an n-gram model; a language of none has part B only.
inline constexpr std::array<std::string_view, 3> ngram_groups{"nl", "en", "de-es-fr-it-pt"};
std::string_view ngram_group_of(std::string_view language);  // "" if none

struct Weights {
    std::array<LogOdds, feature_count> features{};
    LogOdds offset{};  // added at the end, so that no label is favoured
    // Part A counts from `low` (a text all of whose pairs are new to it) to `high` (all are known).
    struct Gate {
        double low = 0, high = 0;
    } gate;
    double temperature = 1;  // log-odds are divided by it: chances as sure as they are right
};

using AllWeights = std::map<std::string, Weights, std::less<>>;  // by weighed language
Result<AllWeights> load_weights(const std::filesystem::path& file);
std::string written(const AllWeights& weights);

LogOdds feature_odds(const Weights& weights, const Features& features);
double gate_of(const Weights& weights, double familiarity);

// Immutable; any thread.
struct SentimentModel {
    Lexicons lexicons;
    AllWeights weights;
    std::map<std::string, LinearModel, std::less<>> ngrams;  // by group

    const Lexicon& lexicon(std::string_view language) const;
};
Result<std::shared_ptr<const SentimentModel>> load_sentiment_model(
    const std::filesystem::path& folder);

}  // namespace narrowcast
