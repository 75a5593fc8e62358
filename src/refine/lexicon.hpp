// SPDX-License-Identifier: Apache-2.0
// Word lists of one language: what a word says, and what it does to its neighbours.
#pragma once

#include "narrowcast/base/result.hpp"
#include "refine/words.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace narrowcast {

enum class Effect {
    none,
    negates,         // what follows in the clause
    negates_before,  // that, or what stands before it: "werkt niet"
    contrasts,       // what follows counts more than what came before: "but"
    scales,          // the next word, by a factor
};

struct Meaning {
    bool scored = false;
    double score = 0;  // -1 negative ... 1 positive
    Effect effect = Effect::none;
    double factor = 1;
};

class Lexicon {
public:
    struct Found {
        const Meaning* meaning = nullptr;  // nullptr: says nothing
        std::size_t words = 1;
    };

    // The longest entry that begins at word `i`; also without an ending, or with letters that were
    // drawn out ("suuuper").
    Found at(const FoldedWords& words, std::size_t i) const;

    double emoticon(std::string_view face) const;  // 0: it is none
    bool begins_emoticon(char c) const { return first_[static_cast<unsigned char>(c)]; }
    std::size_t longest_emoticon() const { return longest_; }

    // Takes a line of a list; false if it is not one.
    bool add_word(std::string_view line);
    bool add_modifier(std::string_view line);
    bool add_emoticon(std::string_view line);
    void add_all(const Lexicon& other);

private:
    struct Phrase {
        std::vector<std::string> rest;  // words after the first
        Meaning meaning;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    Meaning* entry(std::string_view phrase);
    Found exactly(std::string_view first, const FoldedWords& words, std::size_t i) const;
    Found without_ending(std::string_view word, const FoldedWords& words, std::size_t i) const;

    std::unordered_map<std::string, std::vector<Phrase>, Hash, std::equal_to<>> phrases_;
    std::map<std::string, double, std::less<>> emoticons_;
    std::vector<std::string> endings_;
    std::array<bool, 256> first_{};
    std::size_t longest_ = 0;
};

// One lexicon for each language that has lists in `folder` (files <language>_<name>.tsv); "any"
// holds what all share, and is part of each. Fault::refused with file and line.
using Lexicons = std::map<std::string, Lexicon, std::less<>>;
Result<Lexicons> load_lexicons(const std::filesystem::path& folder);

}  // namespace narrowcast
