// SPDX-License-Identifier: Apache-2.0
// Seats in proportion to votes, as parliaments do it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace narrowcast {

// Largest remainder method (Hamilton): the sum is exactly `seats` unless nobody
// has a vote; a tie goes to the first.
inline std::vector<std::int64_t> apportion(std::span<const std::int64_t> votes, std::int64_t seats)
{
    const std::int64_t all = std::accumulate(votes.begin(), votes.end(), std::int64_t{0});
    std::vector<std::int64_t> given(votes.size(), 0);
    if (all == 0) return given;
    std::vector<std::int64_t> remainder(votes.size());
    std::int64_t left = seats;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        given[i] = votes[i] * seats / all;
        remainder[i] = votes[i] * seats % all;
        left -= given[i];
    }
    for (; left > 0; --left) {
        std::size_t most = 0;
        for (std::size_t i = 1; i < votes.size(); ++i)
            if (remainder[i] > remainder[most]) most = i;
        ++given[most];
        remainder[most] = -1;
    }
    return given;
}

}  // namespace narrowcast
