// SPDX-License-Identifier: Apache-2.0
// The Store on one SQLite file: one writer behind a mutex, readers each with a connection.
#include "store/reader.hpp"
#include "store/writer.hpp"

#include <mutex>
#include <system_error>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t idle_readers = 4;  // connections kept for the next question

class SqliteStore final : public Store {
public:
    SqliteStore(std::filesystem::path file, store::Writer writer)
        : file_{std::move(file)}, writer_{std::move(writer)}
    {
    }

    Result<PutReport> put(const std::vector<RoutedPost>& posts, std::string_view source,
                          const std::optional<Cursor>& next) override
    {
        const std::lock_guard lock{writing_};
        return writer_.put(posts, source, next);
    }

    Result<void> decide(const Decision& decision) override
    {
        const std::lock_guard lock{writing_};
        return writer_.decide(decision);
    }

    Result<std::size_t> expire(Time before) override
    {
        const std::lock_guard lock{writing_};
        return writer_.expire(before);
    }

    Result<std::size_t> expire(Time before, std::string_view platform) override
    {
        const std::lock_guard lock{writing_};
        return writer_.expire(before, platform);
    }

    Result<std::size_t> forget(std::string_view handle) override
    {
        const std::lock_guard lock{writing_};
        return writer_.forget(handle);
    }

    Result<void> keep_note(std::string_view name, std::string_view text) override
    {
        const std::lock_guard lock{writing_};
        return writer_.keep_note(name, text);
    }

    Result<Cursor> cursor(std::string_view source) const override
    {
        return ask([&](store::Reader& reader) { return reader.cursor(source); });
    }

    Result<std::vector<RoutedPost>> newest(std::string_view screen, Time from, Time until,
                                           std::size_t count) const override
    {
        return ask(
            [&](store::Reader& reader) { return reader.newest(screen, from, until, count); });
    }

    Result<std::optional<RoutedPost>> post(std::string_view id) const override
    {
        return ask([&](store::Reader& reader) { return reader.post(id); });
    }

    Result<History> history(std::string_view id) const override
    {
        return ask([&](store::Reader& reader) { return reader.history(id); });
    }

    Result<std::vector<RoutedPost>> walk(const PostPlace& before, Time from,
                                         std::size_t count) const override
    {
        return ask([&](store::Reader& reader) { return reader.walk(before, from, count); });
    }

    Result<std::vector<RoutedPost>> twins(std::string_view id, std::size_t count) const override
    {
        return ask([&](store::Reader& reader) { return reader.twins(id, count); });
    }

    Result<std::vector<RoutedPost>> orphans(Time from, std::size_t count) const override
    {
        return ask([&](store::Reader& reader) { return reader.orphans(from, count); });
    }

    Result<std::vector<Copy>> copies(std::string_view id, std::size_t count) const override
    {
        return ask([&](store::Reader& reader) { return reader.copies(id, count); });
    }

    Result<std::vector<Answer>> answers(Time from, Time until, std::size_t count) const override
    {
        return ask([&](store::Reader& reader) { return reader.answers(from, until, count); });
    }

    Result<std::vector<Bucket>> slice(const SliceQuery& query) const override
    {
        return ask([&](store::Reader& reader) { return reader.slice(query); });
    }

    Result<std::array<std::int64_t, 5>> stars(std::string_view department, Time from,
                                              Time until) const override
    {
        return ask([&](store::Reader& reader) { return reader.stars(department, from, until); });
    }

    Result<std::vector<Decision>> decisions() const override
    {
        return ask([](store::Reader& reader) { return reader.decisions(); });
    }

    Result<std::uint64_t> count() const override
    {
        return ask([](store::Reader& reader) { return reader.count(); });
    }

    Result<std::string> note(std::string_view name) const override
    {
        return ask([&](store::Reader& reader) { return reader.note(name); });
    }

private:
    // Lends a connection for one question; one that failed is not used again.
    template <class Question>
    auto ask(Question&& question) const -> decltype(question(std::declval<store::Reader&>()))
    {
        auto reader = TRY(borrow());
        auto answer = question(reader);
        if (answer) give_back(std::move(reader));
        return answer;
    }

    Result<store::Reader> borrow() const
    {
        {
            const std::lock_guard lock{lending_};
            if (!idle_.empty()) {
                auto reader = std::move(idle_.back());
                idle_.pop_back();
                return reader;
            }
        }
        return store::Reader::open(file_);
    }

    void give_back(store::Reader reader) const
    {
        const std::lock_guard lock{lending_};
        if (idle_.size() < idle_readers) idle_.push_back(std::move(reader));
    }

    const std::filesystem::path file_;
    std::mutex writing_;
    store::Writer writer_;
    mutable std::mutex lending_;
    mutable std::vector<store::Reader> idle_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file)
{
    if (file.has_parent_path()) {
        std::error_code trouble;
        std::filesystem::create_directories(file.parent_path(), trouble);
        if (trouble)
            return fail(Fault::rejected, "The folder " + file.parent_path().string() +
                                             " cannot be made (" + trouble.message() +
                                             "). Choose another in hub.json: storage, folder.");
    }
    return std::make_unique<SqliteStore>(file, TRY(store::Writer::open(file)));
}

}  // namespace narrowcast
