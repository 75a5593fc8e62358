// SPDX-License-Identifier: Apache-2.0
// A post as a row of the tables, and back.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/post.hpp"
#include "store/names.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::store {

// A post as it was scored, and what people decided about it.
struct Row {
    std::int64_t id = 0, author = 0;  // of the tables
    RoutedPost routed{};
    bool hidden = false;
    std::optional<Label> corrected{};
};

// The post with its mood as people see and count it: corrected where somebody corrected it.
RoutedPost as_decided(const Row& row);

// A SELECT for read_row(); `condition` begins at WHERE and speaks of `post p`.
std::string select_rows(std::string_view condition);
Row read_row(const lib::Statement& row);

// Inserts a row whose id is 0 (and sets it), else updates it.
Result<void> write_row(lib::Database& database, Names& names, Row& row);

}  // namespace narrowcast::store
