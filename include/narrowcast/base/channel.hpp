// SPDX-License-Identifier: Apache-2.0
// A bounded hand-over from the threads that produce to the one that consumes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace narrowcast {

template <class T>
class Channel {
public:
    explicit Channel(std::size_t capacity) : capacity_{capacity} {}

    // Waits while full. False if asked to stop before there was room.
    bool push(T value, const std::stop_token& stop)
    {
        std::unique_lock lock{mutex_};
        if (!room_.wait(lock, stop, [&] { return items_.size() < capacity_; })) return false;
        items_.push_back(std::move(value));
        filled_.notify_one();
        return true;
    }

    // Never waits. False, and `value` untouched, while full: for threads that must not block.
    bool try_push(T& value)
    {
        const std::lock_guard lock{mutex_};
        if (items_.size() >= capacity_) return false;
        items_.push_back(std::move(value));
        filled_.notify_one();
        return true;
    }

    // Waits while empty. Nothing if asked to stop before something came.
    std::optional<T> pop(const std::stop_token& stop)
    {
        std::unique_lock lock{mutex_};
        if (!filled_.wait(lock, stop, [&] { return !items_.empty(); })) return {};
        return take();
    }

    // Waits at most `time`. Nothing if asked to stop, or if nothing came.
    template <class Rep, class Period>
    std::optional<T> pop_for(std::chrono::duration<Rep, Period> time, const std::stop_token& stop)
    {
        std::unique_lock lock{mutex_};
        if (!filled_.wait_for(lock, stop, time, [&] { return !items_.empty(); })) return {};
        return take();
    }

    std::size_t size() const
    {
        const std::lock_guard lock{mutex_};
        return items_.size();
    }

private:
    T take()
    {
        T value = std::move(items_.front());
        items_.pop_front();
        room_.notify_one();
        return value;
    }

    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable_any room_, filled_;
    std::deque<T> items_;
};

}  // namespace narrowcast
