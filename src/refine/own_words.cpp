// SPDX-License-Identifier: Apache-2.0
// The company's own words in the scorer.
#include "refine/own_words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace narrowcast {

namespace {

constexpr double turned = -0.7;  // as in evidence.cpp

template <class T>
bool overlap(const T& a, const T& b)
{
    return a.begin < b.end && b.begin < a.end;
}

}  // namespace

OwnWords::OwnWords(const SentimentConfig& config)
{
    for (const OwnWord& word : config.words)
        any_words_ = words_.add_word(word.word, word.polarity) || any_words_;
    for (const std::string& name : config.ignore)
        any_names_ = names_.add_word(name, 1) || any_names_;
}

void OwnWords::ignore_names(SplitText& split) const
{
    if (!any_names_) return;
    std::vector<Special> names;
    for (std::size_t i = 0; i < split.words.size();) {
        const Lexicon::Found found = names_.at(split.words, i);
        const Special name{Special::Kind::mention, split.words.place(i).begin,
                           split.words.place(i + found.words - 1).end};
        if (found.meaning != nullptr) names.push_back(name);
        i += found.words;
    }
    if (names.empty()) return;
    std::erase_if(split.specials, [&](const Special& special) {
        return std::any_of(names.begin(), names.end(),
                           [&](const Special& name) { return overlap(name, special); });
    });
    split.specials.insert(split.specials.end(), names.begin(), names.end());
    std::sort(split.specials.begin(), split.specials.end(),
              [](const Special& a, const Special& b) { return a.begin < b.begin; });
}

void OwnWords::add_hits(const SplitText& split, Evidence& evidence) const
{
    if (!any_words_) return;
    for (std::size_t i = 0; i < split.words.size();) {
        const Lexicon::Found found = words_.at(split.words, i);
        if (found.meaning != nullptr) {
            const bool negated = evidence.negated[i];
            const Hit own{split.words.place(i).begin, split.words.place(i + found.words - 1).end,
                          found.meaning->score * (negated ? turned : 1), false, negated};
            std::erase_if(evidence.hits, [&](const Hit& hit) { return overlap(hit, own); });
            if (own.value != 0) evidence.hits.push_back(own);
        }
        i += found.words;
    }
    std::sort(evidence.hits.begin(), evidence.hits.end(),
              [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
}

}  // namespace narrowcast
