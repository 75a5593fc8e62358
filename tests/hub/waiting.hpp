// SPDX-License-Identifier: Apache-2.0
// Patience of the tests with other threads, and a clock they set.
#pragma once

#include "narrowcast/base/time.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace narrowcast::test {

// True as soon as `condition` holds; false after a minute, which only a broken hub needs.
template <class Condition>
bool wait_for(Condition condition)
{
    using namespace std::chrono_literals;
    const auto until = std::chrono::steady_clock::now() + 1min;
    while (std::chrono::steady_clock::now() < until) {
        if (condition()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

// Noon of a Saturday, until the test says otherwise.
class SetClock {
public:
    Time now() const { return Time{std::chrono::seconds{seconds_}}; }
    void advance(std::chrono::seconds by) { seconds_ += by.count(); }
    Clock clock() const
    {
        return [this] {
            ++asked_;
            return Instant{now()};
        };
    }
    int asked() const { return asked_; }  // how often clock() was

private:
    std::atomic<std::int64_t> seconds_ = 1'795'262'400;
    mutable std::atomic<int> asked_ = 0;
};

}  // namespace narrowcast::test
