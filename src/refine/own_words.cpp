// SPDX-License-Identifier: Apache-2.0
// The company's own words in the scorer.
#include "refine/own_words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace narrowcast {

namespace {

constexpr double turned = -0.7;  // as in evidence.cpp

// Whether `stretch` shares bytes with one of `others`, which are in order and apart.
template <class T>
bool overlaps_any(const T& stretch, const std::vector<T>& others)
{
    const auto first = std::partition_point(
        others.begin(), others.end(), [&](const T& other) { return other.end <= stretch.begin; });
    return first != others.end() && first->begin < stretch.end;
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
    std::erase_if(split.specials,
                  [&](const Special& special) { return overlaps_any(special, names); });
    split.specials.insert(split.specials.end(), names.begin(), names.end());
    std::sort(split.specials.begin(), split.specials.end(),
              [](const Special& a, const Special& b) { return a.begin < b.begin; });
}

void OwnWords::add_hits(const SplitText& split, Evidence& evidence) const
{
    if (!any_words_) return;
    std::vector<Hit> own;
    for (std::size_t i = 0; i < split.words.size();) {
        const Lexicon::Found found = words_.at(split.words, i);
        if (found.meaning != nullptr) {
            const bool negated = evidence.negated[i] != 0;
            own.push_back({split.words.place(i).begin, split.words.place(i + found.words - 1).end,
                           found.meaning->score * (negated ? turned : 1), false, negated});
        }
        i += found.words;
    }
    std::erase_if(evidence.hits, [&](const Hit& hit) { return overlaps_any(hit, own); });
    std::erase_if(own, [](const Hit& hit) { return hit.value == 0; });
    evidence.hits.insert(evidence.hits.end(), own.begin(), own.end());
    std::sort(evidence.hits.begin(), evidence.hits.end(),
              [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
}

}  // namespace narrowcast
