// SPDX-License-Identifier: Apache-2.0
// When a source is asked next. Pure: time and chance come in as arguments.
#pragma once

#include "narrowcast/base/time.hpp"

#include <chrono>
#include <optional>
#include <random>

namespace narrowcast {

using Chance = std::mt19937_64;

class Schedule {
public:
    using Milliseconds = std::chrono::milliseconds;

    static constexpr Milliseconds first_pause{2'000};  // grows twofold with every failure in a row
    static constexpr Milliseconds longest_pause{600'000};  // but no further than this
    static constexpr int longest_burst = 200;              // pages in a row before taking a breath

    // The first question comes within `spread` from now, so that not all sources ask at once.
    Schedule(std::chrono::seconds every, Milliseconds spread, Instant now, Chance& chance);

    // True also when the clock was set back: no source sleeps until the old time comes round again.
    bool due(Instant now) const;
    Instant next() const { return next_; }

    // `more`: ask again at once; `wait`: what the platform said instead of `every`.
    void succeeded(Instant now, bool more, std::optional<std::chrono::seconds> wait);
    void succeeded(Instant now, Milliseconds pause);  // a round is over; the next one after that

    void postpone(Instant now, Instant until);  // not asked now, and nothing failed

    // Full jitter: a random pause up to 2, 4, 8 ... s, at least `retry_after`.
    void failed(Instant now, std::chrono::seconds retry_after, Chance& chance);

    void at_once(Instant now);  // a person asked for it
    int failures() const { return failures_; }
    int burst() const { return burst_; }  // pages in a row so far

private:
    void after(Instant now, Milliseconds pause);

    std::chrono::seconds every_;
    Instant set_, next_;
    int failures_ = 0, burst_ = 0;
};

}  // namespace narrowcast
