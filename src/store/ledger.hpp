// SPDX-License-Identifier: Apache-2.0
// The counts in the tables: every change of a post goes through apply(), and sum = posts stays
// true.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/store.hpp"
#include "store/deltas.hpp"
#include "store/names.hpp"

namespace narrowcast::store {

class Ledger {
public:
    // A post appears (+1) or goes (-1), as people see it: with its mood corrected. Written by
    // write(); no minutes are counted before `minutes_from`.
    Result<void> apply(lib::Database& database, Names& names, const RoutedPost& routed, int sign);

    // Adds what was gathered to the tables. Within the transaction that changes the posts.
    Result<void> write(lib::Database& database);

    void clear() { deltas_.clear(); }
    void set_minutes_from(Time time) { minutes_from_ = time; }
    Time minutes_from() const { return minutes_from_; }

private:
    Deltas deltas_;
    Time minutes_from_{};
};

}  // namespace narrowcast::store
