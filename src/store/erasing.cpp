// SPDX-License-Identifier: Apache-2.0
// What a Writer takes from the database: posts that are too old, and people.
#include "store/writer.hpp"

#include <algorithm>
#include <string>

namespace narrowcast::store {

namespace {

constexpr std::size_t chunk = 1000;               // posts erased in one transaction by expire()
constexpr std::chrono::days minutes_are_kept{8};  // a week to compare with, and today

// Rounding up Time::max() would overflow.
constexpr Time end_of_time = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

}  // namespace

// ---- expire ----------------------------------------------------------------------------------

Result<std::size_t> Writer::expire(Time before)
{
    before = std::min<Time>(before, end_of_time);
    TRY(all_or_nothing([&] { return move_limits(before); }));
    return erase_expired(before, "");
}

Result<std::size_t> Writer::expire(Time before, std::string_view platform)
{
    before = std::min<Time>(before, end_of_time);
    TRY(all_or_nothing([&] {
        return database_.run(
            "INSERT INTO state(name, number) VALUES('posts_from ' || ?1, ?2)"
            " ON CONFLICT(name) DO UPDATE SET number = max(number, excluded.number)",
            platform, seconds(before));
    }));
    return erase_expired(before, platform);
}

Result<std::size_t> Writer::erase_expired(Time before, std::string_view platform)
{
    std::size_t erased = 0;
    for (;;) {
        const auto some = TRY(all_or_nothing([&] { return expire_some(before, platform); }));
        erased += some;
        if (some < chunk) break;
    }
    TRY(database_.script("PRAGMA incremental_vacuum(2000)"));
    return erased;
}

Result<void> Writer::move_limits(Time before)
{
    using namespace std::chrono;
    const auto newest = TRY(database_.number("SELECT max(created) FROM post"));
    Time minutes_from = before;
    if (newest)
        minutes_from =
            std::max(minutes_from, Time{std::chrono::seconds{*newest}} - minutes_are_kept);
    minutes_from = ceil<minutes>(minutes_from);
    const auto raise = [&](std::string_view name, Time time) {
        return database_.run("UPDATE state SET number = max(number, ?2) WHERE name = ?1", name,
                             seconds(time));
    };
    TRY(raise("posts_from", before));
    TRY(raise("minutes_from", minutes_from));
    return database_.run("DELETE FROM slice WHERE resolution = ?1 AND bucket < ?2",
                         Resolution::minute, seconds(minutes_from));
}

Result<std::size_t> Writer::expire_some(Time before, std::string_view platform)
{
    struct Old {
        std::int64_t id, author;
        std::string native;
    };
    std::vector<Old> olds;
    const auto read = [&](const lib::Statement& row) {
        olds.push_back({row.whole(0), row.whole(1), std::string{row.text(2)}});
    };
    // A platform's ids stand together: from "youtube:" to "youtube;", the next character.
    if (platform.empty())
        TRY(database_.each(
            "SELECT id, author, native FROM post WHERE created < ?1 ORDER BY created LIMIT ?2",
            read, seconds(before), chunk));
    else
        TRY(
            database_.each("SELECT id, author, native FROM post"
                           " WHERE native >= ?3 || ':' AND native < ?3 || ';' AND created < ?1"
                           " LIMIT ?2",
                           read, seconds(before), chunk, platform));
    // Their hours and days stay counted.
    for (const auto& old : olds)
        TRY(erase(old.id, old.author, old.native));
    return olds.size();
}

// ---- forget ----------------------------------------------------------------------------------

Result<std::size_t> Writer::forget(std::string_view handle)
{
    const auto identity = identity_of_handle(handle);
    if (identity.empty())
        return fail(Fault::refused,
                    "Whom to forget? A handle such as @sanne@polder.example is "
                    "needed.");
    const auto act = [&]() -> Result<std::size_t> {
        TRY(graves_.bury_person(database_, identity));
        return erase_person(identity, std::nullopt);
    };
    const auto erased = TRY(all_or_nothing(act));
    TRY(database_.empty_log());
    return erased;
}

Result<std::size_t> Writer::erase_person(const std::string& identity,
                                         const std::optional<std::string>& network)
{
    std::optional<std::int64_t> only;
    if (network) only = TRY(names_.number_of(database_, *network));
    std::vector<std::int64_t> authors;
    const auto read = [&](const lib::Statement& row) { authors.push_back(row.whole(0)); };
    TRY(database_.each("SELECT id FROM author WHERE identity = ?1 AND (?2 IS NULL OR network = ?2)",
                       read, identity, only));
    std::size_t erased = 0;
    for (const auto author : authors)
        erased += TRY(erase_author(author));
    return erased;
}

// Their reposts by others go, too, and are not taken again. After the posts themselves: some
// platforms name the original's author as that of a repost.
Result<std::size_t> Writer::erase_author(std::int64_t author)
{
    static const std::string sql = select_rows("WHERE p.author = ?1 LIMIT 500");
    PutReport erased;
    for (;;) {
        std::vector<Row> rows;
        const auto read = [&](const lib::Statement& row) { rows.push_back(read_row(row)); };
        TRY(database_.each(sql, read, author));
        if (rows.empty()) return erased.gone;
        for (const auto& row : rows)
            TRY(uncount_and_erase(row));
        erased.gone += rows.size();
        for (const auto& row : rows) {
            TRY(graves_.bury_post(database_, row.routed.post.id));
            TRY(erase_reposts(row.routed.post.id, erased));
        }
    }
}

Result<void> Writer::erase_reposts(std::string_view original, PutReport& report)
{
    static const std::string sql = select_rows("WHERE p.repost_of = ?1 AND p.repost_of <> ''");
    std::vector<Row> rows;
    const auto read = [&](const lib::Statement& row) { rows.push_back(read_row(row)); };
    TRY(database_.each(sql, read, original));
    for (const auto& row : rows) {
        TRY(uncount_and_erase(row));
        ++report.gone;
        if (row.corrected) ++report.uncorrected;
        touched_.insert(row.routed.post.id);
    }
    return {};
}

Result<void> Writer::uncount_and_erase(const Row& row)
{
    TRY(ledger_.apply(database_, names_, as_decided(row), -1));
    return erase(row.id, row.author, row.routed.post.id);
}

Result<void> Writer::erase(std::int64_t id, std::int64_t author, std::string_view native)
{
    TRY(database_.run("DELETE FROM post WHERE id = ?1", id));
    TRY(database_.run("DELETE FROM decision WHERE post = ?1", native));
    return drop_idle_author(author);
}

Result<void> Writer::drop_idle_author(std::int64_t author)
{
    return database_.run(
        "DELETE FROM author WHERE id = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM post WHERE author = ?1)",
        author);
}

}  // namespace narrowcast::store
