// SPDX-License-Identifier: Apache-2.0
// What of a post a query looks at: most posts need no closer look.
#pragma once

#include "query/query.hpp"

#include <string>
#include <vector>

namespace narrowcast {

struct Interest {
    bool words = false;     // of title and text
    bool language = false;  // of the post
    // One of these stands in the folded text (lib::folded) of every post that the query matches.
    // None: nothing can be said, look closer at every post.
    std::vector<std::string> needles;
};
Interest interest_of(const Query& query);

}  // namespace narrowcast
