// SPDX-License-Identifier: Apache-2.0
// What editors said about moods, as the store keeps it, and what a scorer learns from it.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

struct Corrected {
    std::string post;   // its id
    std::string story;  // id of the post that it repeats, else its own
    std::string by;
    Time at{};
    Correction correction;
};

// Those that stand, in the order in which a scorer learns them: by time, then by id of the post.
Result<std::vector<Corrected>> corrections_in(const Store& store);

// How posts are scored while a configuration is in force.
struct Scoring {
    std::function<std::shared_ptr<const Scorer>(std::span<const Correction>)> scorer_with;
    std::string rules;   // others when `scorer_with` gives other scorers
    bool learns = true;  // whether corrections change what they say

    std::shared_ptr<const Scorer> scorer(std::span<const Corrected> corrected) const;
    // Others whenever scorer() would score otherwise. Holds no text: it is kept with the posts.
    std::string rules_with(std::span<const Corrected> corrected) const;
};

// What load_sentiment_model() reads from `folder`, as a digest.
std::string digest_of_model(const std::filesystem::path& folder);

// Rules of the built-in scorer with the company's own words.
std::string rules_of_scoring(std::string_view model_digest, const SentimentConfig& config);

}  // namespace narrowcast
