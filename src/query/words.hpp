// SPDX-License-Identifier: Apache-2.0
// The words of a text, folded for comparing: split once, looked at by many.
#pragma once

#include "lib/unicode.hpp"
#include "query/hashing.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

class FoldedWords {
public:
    FoldedWords() = default;
    explicit FoldedWords(std::string_view text) { read(text); }

    // Another text; allocates only if it is longer than those before.
    void read(std::string_view text);

    std::size_t size() const { return words_.size(); }
    std::string_view operator[](std::size_t i) const
    {
        return std::string_view{folded_}.substr(ends_[i], ends_[i + 1] - ends_[i]);
    }
    const lib::Word& place(std::size_t i) const { return words_[i]; }  // in the text
    std::uint64_t hash(std::size_t i) const { return hashes_[i]; }

private:
    // What was folded since the last word's end is a word, or several.
    void end_parts(const lib::Word& whole);
    void end(const lib::Word& word);

    std::vector<lib::Word> split_;  // as the text has them
    std::vector<lib::Word> words_;
    std::string folded_;             // all words, one after the other
    std::vector<std::size_t> ends_;  // where each ends in it; one more than words, first 0
    std::vector<std::uint64_t> hashes_;
};

}  // namespace narrowcast
