// SPDX-License-Identifier: Apache-2.0
// The store in memory for two threads: one of the hub's and the test's, which can break it.
#pragma once

#include "fakes.hpp"

#include <mutex>
#include <optional>

namespace narrowcast::test {

class SharedStore : public Store {
    template <class Work>
    auto locked(Work work) const
    {
        const std::lock_guard lock{mutex_};
        return work(store_);
    }

    mutable std::mutex mutex_;
    mutable fakes::MemoryStore store_;
    int writes_tried_ = 0;
    std::optional<Error> broken_;

public:
    void break_with(Error error)
    {
        locked([&](fakes::MemoryStore&) { broken_ = error; });
    }
    void mend()
    {
        locked([&](fakes::MemoryStore&) { broken_.reset(); });
    }

    int writes_tried() const
    {
        return locked([&](const fakes::MemoryStore&) { return writes_tried_; });
    }

    Result<PutReport> put(const std::vector<RoutedPost>& posts, std::string_view source,
                          const std::optional<Cursor>& next) override
    {
        return locked([&](fakes::MemoryStore& store) -> Result<PutReport> {
            ++writes_tried_;
            if (broken_) return std::unexpected{*broken_};
            return store.put(posts, source, next);
        });
    }
    Result<Cursor> cursor(std::string_view source) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.cursor(source); });
    }
    Result<std::vector<RoutedPost>> newest(std::string_view screen, Time from, Time until,
                                           std::size_t count) const override
    {
        return locked([&](const fakes::MemoryStore& store) -> Result<std::vector<RoutedPost>> {
            if (broken_) return std::unexpected{*broken_};
            return store.newest(screen, from, until, count);
        });
    }
    Result<std::optional<RoutedPost>> post(std::string_view id) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.post(id); });
    }
    Result<History> history(std::string_view id) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.history(id); });
    }
    Result<std::vector<RoutedPost>> walk(const PostPlace& before, Time from,
                                         std::size_t count) const override
    {
        return locked([&](const fakes::MemoryStore& store) -> Result<std::vector<RoutedPost>> {
            if (broken_) return std::unexpected{*broken_};
            return store.walk(before, from, count);
        });
    }
    Result<std::vector<RoutedPost>> twins(std::string_view id, std::size_t count) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.twins(id, count); });
    }
    Result<std::vector<RoutedPost>> orphans(Time from, std::size_t count) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.orphans(from, count); });
    }
    Result<std::vector<Copy>> copies(std::string_view id, std::size_t count) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.copies(id, count); });
    }
    Result<std::vector<Answer>> answers(Time from, Time until, std::size_t count) const override
    {
        return locked(
            [&](const fakes::MemoryStore& store) { return store.answers(from, until, count); });
    }
    Result<std::array<std::int64_t, 5>> stars(std::string_view department, Time from,
                                              Time until) const override
    {
        return locked(
            [&](const fakes::MemoryStore& store) { return store.stars(department, from, until); });
    }
    Result<std::vector<Bucket>> slice(const SliceQuery& query) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.slice(query); });
    }
    Result<void> decide(const Decision& decision) override
    {
        return locked([&](fakes::MemoryStore& store) { return store.decide(decision); });
    }
    Result<std::vector<Decision>> decisions() const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.decisions(); });
    }
    Result<std::size_t> expire(Time before) override
    {
        return locked([&](fakes::MemoryStore& store) { return store.expire(before); });
    }
    Result<std::size_t> expire(Time before, std::string_view platform) override
    {
        return locked([&](fakes::MemoryStore& store) { return store.expire(before, platform); });
    }
    Result<std::size_t> forget(std::string_view handle) override
    {
        return locked([&](fakes::MemoryStore& store) { return store.forget(handle); });
    }
    Result<std::string> note(std::string_view name) const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.note(name); });
    }
    Result<void> keep_note(std::string_view name, std::string_view text) override
    {
        return locked([&](fakes::MemoryStore& store) -> Result<void> {
            if (broken_) return std::unexpected{*broken_};
            return store.keep_note(name, text);
        });
    }
    Result<std::uint64_t> count() const override
    {
        return locked([&](const fakes::MemoryStore& store) { return store.count(); });
    }
};

}  // namespace narrowcast::test
