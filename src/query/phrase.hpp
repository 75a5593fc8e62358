// SPDX-License-Identifier: Apache-2.0
// Words side by side, as a phrase of a query or a blocked word is.
#pragma once

#include "query/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Words of a text, from one to before another.
struct WordRange {
    std::size_t begin = 0, end = 0;
    bool empty() const { return begin == end; }
    bool operator==(const WordRange&) const = default;
};

struct Phrase {
    std::vector<std::string> words;  // folded
    bool beginning = false;          // the last one is only how a word begins

    // The first place at or after the word `from`; empty if there is none, or no word to look for.
    WordRange find_in(const FoldedWords& text, std::size_t from = 0) const;
    bool stands_in(const FoldedWords& text) const { return !find_in(text).empty(); }
};

// A last "*" is for beginnings.
Phrase phrase_of(std::string_view text);

}  // namespace narrowcast
