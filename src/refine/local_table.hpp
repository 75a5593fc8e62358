// SPDX-License-Identifier: Apache-2.0
// What an editor's corrections taught: a small table of n-grams added to the log-odds.
#pragma once

#include "narrowcast/post.hpp"
#include "refine/linear_model.hpp"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace narrowcast {

class LocalTable {
public:
    // A corrected text, and the log-odds it has without this table.
    struct Example {
        Ngrams ngrams;
        LogOdds odds{};
        Label label = Label::neutral;
    };

    // Logistic regression in a fixed number of rounds over the examples as they stand: the same
    // list gives the same table.
    static LocalTable learned(std::span<const Example> examples);

    LogOdds score(const Ngrams& ngrams) const;

    // Adds to each token's share what its n-grams say here.
    void add_shares(const Ngrams& ngrams, std::vector<double>& of_tokens) const;

private:
    std::unordered_map<std::uint32_t, LogOdds> weights_;
};

}  // namespace narrowcast
