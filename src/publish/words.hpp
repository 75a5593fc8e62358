// SPDX-License-Identifier: Apache-2.0
// What posts are about: their content words, and which of them set some posts
// apart from others.
#pragma once

#include "narrowcast/config.hpp"
#include "narrowcast/post.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

struct Term {
    std::string folded;   // for comparing
    std::string written;  // as in the post
};

// A post, its content words, and those that stand side by side ("rode knop"), each once. Points to
// the post: it must live longer.
struct Reading {
    const RoutedPost* post = nullptr;
    std::vector<Term> terms;
    std::vector<Term> pairs = {};
    bool has(std::string_view folded) const;       // among both
    std::vector<std::string_view> sorted() const;  // terms
};

// Leaves out stop words of the post's language, the company's names and
// accounts, blocked words, handles, addresses and numbers.
class Reader {
public:
    explicit Reader(const WallConfig& config);
    Reading read(const RoutedPost& post) const;
    std::vector<Reading> read(std::span<const RoutedPost> posts) const;

private:
    bool says_something(std::string_view folded, std::string_view language) const;
    std::set<std::string, std::less<>> unwanted_;
    std::vector<std::string> company_;  // names in one word; words that begin so are its own
    std::vector<std::string> blocked_beginnings_;
};

struct KeyWord {
    std::string folded, written;  // `written`: the most usual form
    double strength = 0;          // z-score
};

// Words and pairs of words that `inside` uses more than `outside`: log-odds ratio with an
// informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words: Lexical Feature
// Selection and Evaluation for Identifying the Content of Political Conflict"), z at least 1.96,
// used by at least three people. One person counts once for a word, and nearly the same text counts
// once. A pair takes the place of its words when most who use either use both; of two forms of one
// word only the stronger is named. The strongest first, at most `most`.
std::vector<KeyWord> key_words(std::span<const Reading> inside, std::span<const Reading> outside,
                               std::size_t most);

// Code points: about what one reads.
std::size_t signs_in(std::string_view text);

// Whether two posts have nearly (Jaccard 0.8) the same words: a copy, or a twin nobody noticed.
// Both sorted.
bool is_repeat(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b);

// Without posts that repeat one before.
std::vector<Reading> without_repeats(std::vector<Reading> readings);

}  // namespace narrowcast
