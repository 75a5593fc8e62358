// SPDX-License-Identifier: Apache-2.0
// What of a query a platform's search can say, before it is written out.
#pragma once

#include "query/search.hpp"
#include "query/tree.hpp"

#include <string>
#include <vector>

namespace narrowcast {

struct SearchWish {
    enum class Kind { term, all, any };
    Kind kind = Kind::term;
    std::string text;    // of a term, as the platform spells it
    bool alone = false;  // something can be searched with it alone: no mere language or exclusion
    bool excludes = false;
    std::vector<SearchWish> parts = {};
};

struct SearchWishes {
    std::vector<SearchWish> alternatives;  // each can be searched alone
    bool complete = true;                  // together they find all that the query matches
};
SearchWishes wishes_of(const Query::Node& root, const SearchDialect& dialect);

}  // namespace narrowcast
