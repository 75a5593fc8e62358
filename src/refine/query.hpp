// SPDX-License-Identifier: Apache-2.0
// A topic's query as a tree.
#pragma once

#include "narrowcast/refine.hpp"
#include "refine/words.hpp"

#include <memory>
#include <string>
#include <vector>

namespace narrowcast {

struct Query::Node {
    enum class Kind { words, all, any, none };
    Kind kind = Kind::words;
    std::vector<std::string> words;            // of `words`: folded, side by side in the text
    bool beginning = false;                    // of `words`: the last one is only how a word begins
    std::vector<std::unique_ptr<Node>> parts;  // `none` has one

    bool matches(const FoldedWords& text) const;
    std::string spelled() const;
};

// Words side by side, as a blocked word or a phrase of a query is: "word*" for beginnings.
Query::Node words_node(std::string_view text);

}  // namespace narrowcast
