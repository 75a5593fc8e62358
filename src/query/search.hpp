// SPDX-License-Identifier: Apache-2.0
// A query in the words of a platform's own search.
//
// What a platform's search cannot say is left out, so that it finds more rather than less: the
// query itself is always applied again to what it found.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// How a platform spells what a query can say; "" (or false): it cannot.
struct SearchDialect {
    std::string_view all = " ";      // between words that must all be there
    std::string_view any = "";       // between alternatives: " OR ", "|"
    std::string_view none = "";      // before what must not be there: "-", "NOT "
    std::string_view author = "";    // before a handle: "from:"
    std::string_view language = "";  // before a language: "lang:"
    std::string_view media = "";     // in whole, for posts with a picture: "has:media"
    bool phrases = true;             // "side by side"
    bool prefixes = false;           // word*
    bool brackets = false;           // around alternatives
    std::size_t longest = 500;       // bytes of one search
    std::string_view suffix = "";    // put behind every search: " -is:retweet"
    bool whole_handles = false;      // an author is "sanne@polder.example", never just "sanne"
};

// At most `most` searches (of the query's first alternatives), none of them empty; one where the
// dialect has alternatives, else one for each of them. A beginning (word*) that cannot be said and
// has nothing beside it is searched as a word.
struct PlatformSearch {
    std::vector<std::string> texts;
    bool complete = true;  // they find all that the query matches, as far as words go
};
class Query;
PlatformSearch platform_search(const Query& query, const SearchDialect& dialect,
                               std::size_t most = 8);

// Its texts. None when the query cannot be read or names nothing that can be searched for, such as
// exclusions only.
std::vector<std::string> search_texts(std::string_view query, const SearchDialect& dialect,
                                      std::size_t most = 8);

}  // namespace narrowcast
