// SPDX-License-Identifier: Apache-2.0
// All that changes the database: posts, counts and decisions, each call one transaction.
//
// One thread at a time. After a fault the database is as it was before the call.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/store.hpp"
#include "store/graves.hpp"
#include "store/ledger.hpp"
#include "store/names.hpp"
#include "store/rows.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast::store {

class Writer {
public:
    // Opens or creates the file and brings it to the newest version.
    static Result<Writer> open(const std::filesystem::path& file);

    // These promise what Store promises.
    Result<PutReport> put(const std::vector<RoutedPost>& posts, std::string_view source,
                          const std::optional<Cursor>& next);
    Result<void> decide(const Decision& decision);
    Result<std::size_t> expire(Time before);
    Result<std::size_t> expire(Time before, std::string_view platform);
    Result<std::size_t> forget(std::string_view handle);
    Result<void> keep_note(std::string_view name, std::string_view text);

private:
    Writer(lib::Database database, Graves graves)
        : database_{std::move(database)}, graves_{std::move(graves)}
    {
    }

    template <class Act>
    auto all_or_nothing(Act&& act) -> decltype(act());
    Result<void> read_limits();
    bool is_expired(const Post& post) const;

    // put, decide
    Result<std::optional<Row>> find(std::string_view id);
    Result<void> put_one(const RoutedPost& routed, PutReport& report);
    Result<void> put_deleted(const std::optional<Row>& stored, std::string_view id,
                             PutReport& report);
    Result<void> update(const Row& stored, const RoutedPost& routed, PutReport& report);
    Result<void> replace(const Row& stored, Row row);
    Result<void> count_orphans(PutReport& report);
    Result<void> keep_cursor(std::string_view source, const Cursor& next);
    Result<void> apply(const Decision& decision, const Row& row);

    // erasing.cpp
    Result<void> move_limits(Time before);
    Result<std::size_t> expire_some(Time before, std::string_view platform);
    Result<std::size_t> erase_expired(Time before, std::string_view platform);
    Result<std::size_t> erase_person(const std::string& identity,
                                     const std::optional<std::string>& network);
    Result<std::size_t> erase_author(std::int64_t author);
    Result<void> erase_reposts(std::string_view original, PutReport& report);
    Result<void> uncount_and_erase(const Row& row);
    Result<void> erase(std::int64_t id, std::int64_t author, std::string_view native);
    Result<void> drop_idle_author(std::int64_t author);

    lib::Database database_;
    Graves graves_;
    Names names_;
    Ledger ledger_;
    Time posts_from_{};  // older ones were erased and are not taken again
    std::map<std::string, Time, std::less<>> platform_from_;  // the same of single platforms
    std::set<std::string, std::less<>> touched_;  // ids that posts of this call may be orphans of
};

template <class Act>
auto Writer::all_or_nothing(Act&& act) -> decltype(act())
{
    const auto attempt = [&]() -> decltype(act()) {
        auto transaction = TRY(lib::Transaction::begin(database_));
        TRY(read_limits());
        auto done = act();
        if (!done) return done;
        TRY(ledger_.write(database_));
        TRY(transaction.commit());
        return done;
    };
    auto done = attempt();
    if (!done) {  // rolled back: what we remember of it never happened
        names_.forget_numbers();
        ledger_.clear();
    }
    return done;
}

}  // namespace narrowcast::store
