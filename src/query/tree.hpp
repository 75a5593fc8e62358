// SPDX-License-Identifier: Apache-2.0
// A query as a tree.
#pragma once

#include "query/phrase.hpp"
#include "query/query.hpp"

#include <memory>
#include <string>
#include <vector>

namespace narrowcast {

struct Query::Node {
    enum class Kind { phrase, near, author, name, language, source, media, all, any, none };
    Kind kind = Kind::phrase;
    Phrase phrase;           // of phrase and name (of the author)
    std::string written;     // of phrase: as in the query, for searches elsewhere
    std::string value;       // of author, language, source: folded; a handle without its first @
    bool beginning = false;  // of author: only how the handle begins
    std::size_t within = 0;  // of near: words between at most
    std::vector<std::unique_ptr<Node>> parts;  // near has two, none has one

    // What a language that is not known is taken for: none, the one asked for, or another one.
    // Denied, one of the latter two is the other.
    enum class Unknown { none, fitting, other };
    bool matches(const Searched& post, Unknown unknown = Unknown::none) const;
    std::string spelled() const;

    // Where a phrase stands, or an `any` of phrases (what near compares): by where they begin.
    std::vector<WordRange> places_in(const FoldedWords& text) const;
};

// The first two parts of a `near` that are close enough, in the order they stand; both empty: none
// are.
struct NearPair {
    WordRange first, second;
};
NearPair near_pair(const Query::Node& near, const FoldedWords& text);

}  // namespace narrowcast
