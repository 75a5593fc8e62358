// SPDX-License-Identifier: Apache-2.0
// Whether two words are forms of one.
#include "publish/inflection.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace narrowcast {

namespace {

constexpr std::array<std::string_view, 20> endings{"s",    "e",     "n",  "en",  "es",  "er", "ers",
                                                   "t",    "d",     "te", "ten", "de",  "ed", "ing",
                                                   "ings", "ingen", "je", "jes", "ern", "x"};

constexpr std::size_t shortest_word = 3, shortest_stem = 4;

// "inlogg" is "inlog".
std::string_view undoubled(std::string_view stem)
{
    const std::size_t size = stem.size();
    return size > shortest_word && stem[size - 1] == stem[size - 2] ? stem.substr(0, size - 1)
                                                                    : stem;
}

std::vector<std::string_view> stems_of(std::string_view word)
{
    std::vector<std::string_view> stems;
    for (const std::string_view ending : endings)
        if (word.ends_with(ending) && word.size() >= ending.size() + shortest_word) {
            stems.push_back(word.substr(0, word.size() - ending.size()));
            stems.push_back(undoubled(stems.back()));
        }
    return stems;
}

bool holds(const std::vector<std::string_view>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_same_word(std::string_view folded, std::string_view other)
{
    if (folded == other) return true;
    const auto stems = stems_of(folded), others = stems_of(other);
    if (holds(stems, other) || holds(others, folded)) return true;
    return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) {
        return stem.size() > shortest_stem && holds(others, stem);
    });
}

}  // namespace narrowcast
