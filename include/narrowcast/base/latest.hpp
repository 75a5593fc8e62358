// SPDX-License-Identifier: Apache-2.0
// The newest value of something: set by one thread, awaited by many.
//
// A slow reader skips what it missed and sees the newest value only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

namespace narrowcast {

template <class T>
class Latest {
public:
    void set(T value)
    {
        auto newest = std::make_shared<const T>(std::move(value));
        const std::lock_guard lock{mutex_};
        newest_ = std::move(newest);
        ++version_;
        changed_.notify_all();
    }

    // The newest value at once; nullptr before the first set().
    std::shared_ptr<const T> get() const
    {
        const std::lock_guard lock{mutex_};
        return newest_;
    }

    // Waits for a value newer than `version` and moves `version` on to it.
    // nullptr if asked to stop first.
    std::shared_ptr<const T> next(std::uint64_t& version, const std::stop_token& stop) const
    {
        std::unique_lock lock{mutex_};
        if (!changed_.wait(lock, stop, [&] { return version_ > version; })) return nullptr;
        version = version_;
        return newest_;
    }

    // The same, but waits at most `time`: nullptr also when nothing newer came.
    template <class Rep, class Period>
    std::shared_ptr<const T> next_for(std::uint64_t& version,
                                      std::chrono::duration<Rep, Period> time,
                                      const std::stop_token& stop) const
    {
        std::unique_lock lock{mutex_};
        if (!changed_.wait_for(lock, stop, time, [&] { return version_ > version; }))
            return nullptr;
        version = version_;
        return newest_;
    }

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    std::shared_ptr<const T> newest_;
    std::uint64_t version_ = 0;  // grows by one with every set()
};

// Sleeps, but wakes at once when asked to stop.
template <class Rep, class Period>
void sleep_unless_stopped(std::chrono::duration<Rep, Period> time, const std::stop_token& stop)
{
    const Latest<bool> never;
    std::uint64_t version = 0;
    never.next_for(version, time, stop);
}

}  // namespace narrowcast
