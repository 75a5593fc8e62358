// SPDX-License-Identifier: Apache-2.0
// The tables, and how a file of an earlier version becomes one of this.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/base/result.hpp"

#include <span>
#include <string_view>

namespace narrowcast::store {

// Step i brings a file from version i to version i + 1.
std::span<const std::string_view> schema_steps();

// Makes a fresh or older file one of the newest version, in one transaction, and sets how this
// connection writes: log ahead, durable at every commit, erased bytes overwritten. Leaves the file
// alone and fails: `refused` it was written by a newer Narrowcast; `rejected` it is not ours, or
// its disk cannot do what is needed.
Result<void> prepare_file(lib::Database& database, std::span<const std::string_view> steps);

}  // namespace narrowcast::store
