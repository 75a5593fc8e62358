// SPDX-License-Identifier: Apache-2.0
// What an editor's corrections taught.
#include "refine/local_table.hpp"

#include <cstddef>

namespace narrowcast {

namespace {

// The n-grams of a text make a vector of length 1, so a text that was corrected moves by at most
// `rounds * step`: enough to turn it, while one that shares a tenth of its words hardly moves.
constexpr int rounds = 6;
constexpr double step = 0.8;

}  // namespace

LocalTable LocalTable::learned(std::span<const Example> examples)
{
    LocalTable table;
    for (int round = 0; round < rounds; ++round)
        for (const Example& example : examples) {
            LogOdds odds = table.score(example.ngrams);
            for (std::size_t label = 0; label < 3; ++label)
                odds[label] += example.odds[label];
            LogOdds wrong = softmax(odds);
            wrong[static_cast<std::size_t>(example.label)] -= 1;
            const double by = step * damping(example.ngrams.words.size());
            for (const Ngram& ngram : example.ngrams.words)
                for (std::size_t label = 0; label < 3; ++label)
                    table.weights_[ngram.bucket][label] -= by * wrong[label];
        }
    return table;
}

LogOdds LocalTable::score(const Ngrams& ngrams) const
{
    LogOdds odds{};
    if (weights_.empty()) return odds;
    const double factor = damping(ngrams.words.size());
    for (const Ngram& ngram : ngrams.words)
        if (const auto found = weights_.find(ngram.bucket); found != weights_.end())
            for (std::size_t label = 0; label < 3; ++label)
                odds[label] += found->second[label] * factor;
    return odds;
}

void LocalTable::add_shares(const Ngrams& ngrams, std::vector<double>& of_tokens) const
{
    if (weights_.empty()) return;
    const double half = damping(ngrams.words.size()) / 2;
    for (const Ngram& ngram : ngrams.words)
        if (const auto found = weights_.find(ngram.bucket); found != weights_.end()) {
            const double share = (found->second[2] - found->second[0]) * half;
            of_tokens[ngram.token] += share;
            of_tokens[ngram.next] += share;
        }
}

}  // namespace narrowcast
