// SPDX-License-Identifier: Apache-2.0
// Word lists of one language: what a word says, and what it does to its neighbours.
#pragma once

#include "narrowcast/base/result.hpp"
#include "refine/words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
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

// Looking up allocates nothing. Words are kept as their hashes only.
class Lexicon {
public:
    struct Found {
        const Meaning* meaning = nullptr;  // nullptr: says nothing
        std::size_t words = 1;
    };

    // The longest entry that begins at word `i`; also one whose letters were drawn out ("suuuper").
    Found at(const FoldedWords& words, std::size_t i) const;

    double emoticon(std::string_view face) const;  // 0: it is none
    bool begins_emoticon(char c) const { return first_[static_cast<unsigned char>(c)]; }
    std::size_t longest_emoticon() const { return longest_; }

    // Takes a line of a list; false if it is not one. The last line of a word has its say.
    bool add_word(std::string_view line);
    bool add_word(std::string_view phrase, double score);
    bool add_modifier(std::string_view line);
    bool add_emoticon(std::string_view line);
    void add_all(const Lexicon& other);

    // Adds what scored words become with the endings of the lists: snel > snelle, boos > boze.
    void inflect();

private:
    struct Phrase {
        std::vector<std::uint64_t> rest;  // words after the first
        Meaning meaning;
    };
    struct Hashed {
        std::size_t operator()(std::uint64_t hash) const { return hash; }
    };

    Meaning* entry(std::string_view phrase);
    Found exactly(std::uint64_t first, const FoldedWords& words, std::size_t i) const;

    std::unordered_map<std::uint64_t, std::vector<Phrase>, Hashed> phrases_;
    std::vector<std::pair<std::string, std::uint64_t>> alone_;  // scored single words, with hash
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
