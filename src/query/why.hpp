// SPDX-License-Identifier: Apache-2.0
// Why a query matches a post, or why it does not, for people.
#pragma once

#include "query/query.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace narrowcast {

struct Explanation {
    struct Range {
        std::size_t begin = 0, end = 0;  // bytes of searched_text()
        bool operator==(const Range&) const = default;
    };
    struct Part {
        std::string sentence;       // "inlog* is in it", "lang:nl: its language is en"
        std::vector<Range> places;  // of the words it speaks of; empty if it speaks of none
    };
    bool matches = false;
    std::vector<Part> parts;  // of a match: all that made it one; else all that prevents it
};
Explanation why(const Query& query, const Searched& post);

}  // namespace narrowcast
