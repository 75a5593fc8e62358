// SPDX-License-Identifier: Apache-2.0
// The words and signs of a query, before they are given an order.
#pragma once

#include "query/query.hpp"

#include <cstddef>
#include <expected>
#include <string_view>
#include <vector>

namespace narrowcast {

struct QueryToken {
    enum class Kind { word, phrase, field, open, close, both, either, no, near, end };
    Kind kind = Kind::end;
    std::string_view text;   // as written; of a phrase without its quotes
    std::size_t at = 0;      // byte in the query
    std::string_view value;  // of a field: what stands behind its colon, without quotes
    bool quoted = false;     // of a field: the value stood in quotes
    std::size_t within = 0;  // of near
};

// The last one is `end`. `query` is valid UTF-8 and outlives them.
std::expected<std::vector<QueryToken>, QueryFault> tokens_of(std::string_view query);

}  // namespace narrowcast
