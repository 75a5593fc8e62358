// SPDX-License-Identifier: Apache-2.0
// What the hub counts about itself, for /metrics and /healthz. Any thread.
#pragma once

#include <atomic>
#include <cstdint>

namespace narrowcast {

struct HubTally {
    std::atomic<std::uint64_t> batches = 0, added = 0, changed = 0, same = 0, gone = 0;
    std::atomic<std::uint64_t> editions = 0, pictures = 0;
    std::atomic<std::uint64_t> store_failures = 0;
    std::atomic<std::uint64_t> decisions = 0;  // of people, taken while this hub runs
    std::atomic<std::int64_t> writer_seen =
        0;                                // seconds since 1970 when the writer last went round
    std::atomic<bool> store_well = true;  // the last write succeeded
};

}  // namespace narrowcast
