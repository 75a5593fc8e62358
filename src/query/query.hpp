// SPDX-License-Identifier: Apache-2.0
// Which posts somebody means: a topic's query, or a source's.
//
//   app AND (storing OR inlog*) NOT "app store"     words; side by side they mean AND
//   app near/3 storing                              in any order, at most three words between
//   author:@sanne  author:"Sanne de Vries"          who wrote it: a handle, or words of a name
//   lang:nl  source:mastodon  has:media             its language, where it came from, a picture
//
// Whole words are compared, case and accents ignored. Pure; a Query is immutable, any thread.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"
#include "query/words.hpp"

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// What queries look at in a post. The views are of what it was made from, which outlives it.
struct Searched {
    FoldedWords words;                           // of searched_text()
    std::string_view author;                     // the name, as shown
    std::string_view handle;                     // "@sanne@polder.example"
    std::string_view language;                   // BCP 47; "" and "und": unknown
    std::string_view source, network, platform;  // any of them is where it came from
    bool media = false;
};

// Title, if any, and text, a line each.
std::string searched_text(const Post& post);
Searched searched(const Post& post);

// Where a query cannot be read, and what to do about it.
struct QueryFault {
    std::size_t at = 0;    // byte of the query, repaired if it was no valid UTF-8
    std::string sentence;  // "write AND or OR instead of the comma"
};

class Query {
public:
    static std::expected<Query, QueryFault> read(std::string_view text);
    // The same with a Fault::refused that names the column and the remedy.
    static Result<Query> parse(std::string_view text);
    Query(Query&&) noexcept;
    Query& operator=(Query&&) noexcept;
    ~Query();

    // A language that is not known is none.
    bool matches(const Searched& post) const;
    bool matches(std::string_view text) const;  // of a post that is nothing but its text

    // Whether it could match once the language is known.
    bool may_match(const Searched& post) const;

    // The query written out: lower case, with AND and all brackets. Parsing it gives the same
    // query.
    std::string spelled() const;

    struct Node;
    const Node& root() const { return *root_; }

private:
    explicit Query(std::unique_ptr<Node> root);
    std::unique_ptr<Node> root_;
};

}  // namespace narrowcast
