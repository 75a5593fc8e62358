// SPDX-License-Identifier: Apache-2.0
// Word lists of one language: what a word says, and what it does to its neighbours.
#pragma once

#include "narrowcast/base/result.hpp"
#include "query/words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

enum class Effect : std::uint8_t {
    none,
    negates,         // what follows in the clause
    negates_before,  // that, or what stands before it: "werkt niet"
    contrasts,       // what follows counts more than what came before: "but"
    scales,          // the next word, by a factor
};

struct Meaning {
    double score = 0;  // -1 negative ... 1 positive
    double factor = 1;
    Effect effect = Effect::none;
    bool scored = false;
};

// Looking up allocates nothing. Words and phrases (of at most 31 words) are kept as hashes only, in
// one open table: reading all lists takes milliseconds, and most words of a text are in none.
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

    // Adds what scored words become with the endings of the lists: snel > snelle, boos > boze. The
    // last thing that is done: forms of one word share what it says.
    void inflect();

    void expect(std::size_t more_entries);  // makes room

private:
    struct Slot {
        std::uint64_t key = 0;      // 0: free; a word's hash, or that of a phrase's words
        std::uint32_t meaning = 0;  // 1 + its index in meanings_; 0: says nothing itself
        std::uint32_t lengths = 0;  // bit n: a phrase of n + 1 words begins with this word
    };

    Meaning* entry(std::string_view phrase);
    Meaning* meaning_at(Slot& at);              // made if there is none
    Slot& slot(std::uint64_t key);              // made if there is none
    const Slot* find(std::uint64_t key) const;  // nullptr: none
    std::size_t index_of(std::uint64_t key) const;
    void grow(std::size_t slots);
    Found exactly(std::uint64_t first, const FoldedWords& words, std::size_t i) const;

    std::vector<Slot> slots_ = std::vector<Slot>(16);  // a power of two, at most half of them used
    std::size_t used_ = 0;
    std::vector<Meaning> meanings_;
    std::string alone_;   // single words, each with a line end: what inflect() looks at
    FoldedWords phrase_;  // what entry() reads: kept, so that a line of a list allocates nothing
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
