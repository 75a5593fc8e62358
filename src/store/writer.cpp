// SPDX-License-Identifier: Apache-2.0
// All that changes the database.
#include "store/writer.hpp"

#include "store/schema.hpp"

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

Result<Writer> Writer::open(const std::filesystem::path& file)
{
    auto database = TRY(lib::Database::open(file, lib::Database::Access::write));
    TRY(prepare_file(database, schema_steps()));
    auto graves = TRY(Graves::open(database));
    return Writer{std::move(database), std::move(graves)};
}

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

Result<void> Writer::read_limits()
{
    const auto read = [&](std::string_view name) -> Result<Time> {
        const auto number = TRY(database_.number("SELECT number FROM state WHERE name = ?1", name));
        return Time{std::chrono::seconds{number.value_or(0)}};
    };
    posts_from_ = TRY(read("posts_from"));
    ledger_.set_minutes_from(TRY(read("minutes_from")));
    return {};
}

Result<std::optional<Row>> Writer::find(std::string_view id)
{
    static const std::string sql = select_rows("WHERE p.native = ?1");
    std::optional<Row> found;
    const auto read = [&](const lib::Statement& row) { found = read_row(row); };
    TRY(database_.each(sql, read, id));
    return found;
}

// ---- put -------------------------------------------------------------------------------------

Result<PutReport> Writer::put(const std::vector<RoutedPost>& posts, std::string_view source,
                              const std::optional<Cursor>& next)
{
    if (posts.empty() && !next) return PutReport{};
    return all_or_nothing([&]() -> Result<PutReport> {
        PutReport report;
        for (const auto& routed : posts)
            TRY(put_one(routed, report));
        if (next) TRY(keep_cursor(source, *next));
        return report;
    });
}

Result<void> Writer::put_one(const RoutedPost& routed, PutReport& report)
{
    const auto stored = TRY(find(routed.post.id));
    if (routed.post.deleted) {
        if (stored) {
            TRY(uncount_and_erase(*stored));
            if (stored->corrected) ++report.uncorrected;
        }
        TRY(graves_.bury_post(database_, routed.post.id));
        ++report.gone;
    } else if (stored) {
        TRY(update(*stored, routed, report));
    } else if (routed.post.created < posts_from_ || TRY(graves_.hold(database_, routed.post))) {
        ++report.gone;
    } else {
        Row row{.routed = routed};
        TRY(write_row(database_, names_, row));
        TRY(ledger_.apply(database_, names_, routed, +1));
        ++report.added;
    }
    return {};
}

Result<void> Writer::update(const Row& stored, const RoutedPost& routed, PutReport& report)
{
    Row row = stored;
    row.routed = routed;
    // An undated post is "created" whenever it is fetched, and two sources may find the same post:
    // the first time and the first source stay, or it would wander through the charts.
    row.routed.post.created = stored.routed.post.created;
    row.routed.post.source = stored.routed.post.source;
    if (row.routed == stored.routed) {
        ++report.same;
        return {};
    }
    ++report.changed;
    const bool other_words = row.routed.post.text != stored.routed.post.text ||
                             row.routed.post.title != stored.routed.post.title;
    if (stored.corrected && other_words) {
        row.corrected.reset();
        ++report.uncorrected;
        TRY(database_.run("DELETE FROM decision WHERE post = ?1 AND verdict IN (?2, ?3)",
                          row.routed.post.id, Verdict::correct, Verdict::uncorrect));
    }
    return replace(stored, std::move(row));
}

Result<void> Writer::replace(const Row& stored, Row row)
{
    TRY(ledger_.apply(database_, names_, as_decided(stored), -1));
    TRY(write_row(database_, names_, row));
    if (row.author != stored.author) TRY(drop_idle_author(stored.author));
    return ledger_.apply(database_, names_, as_decided(row), +1);
}

Result<void> Writer::keep_cursor(std::string_view source, const Cursor& next)
{
    return database_.run("INSERT OR REPLACE INTO cursor VALUES(?1, ?2, ?3, ?4, ?5)", source,
                         next.position, next.session, next.etag, next.last_modified);
}

Result<void> Writer::keep_note(std::string_view name, std::string_view text)
{
    return all_or_nothing([&] {
        return database_.run("INSERT OR REPLACE INTO state(name, bytes) VALUES('note ' || ?1, ?2)",
                             name, text);
    });
}

// ---- decide ----------------------------------------------------------------------------------

Result<void> Writer::decide(const Decision& decision)
{
    const auto act = [&]() -> Result<void> {
        const auto row = TRY(find(decision.post));
        if (!row)
            return fail(Fault::refused,
                        "There is no post " + decision.post + " (any more). Nothing was decided.");
        return apply(decision, *row);
    };
    TRY(all_or_nothing(act));
    if (decision.verdict == Verdict::forget_author) return database_.empty_log();
    return {};
}

Result<void> Writer::apply(const Decision& decision, const Row& row)
{
    Row decided = row;
    // Of somebody forgotten not even the ids of their posts stay.
    std::string_view about = decision.post;
    switch (decision.verdict) {
        case Verdict::hide:
            decided.hidden = true;
            break;
        case Verdict::show:
            decided.hidden = false;
            break;
        case Verdict::correct:
            decided.corrected = decision.label;
            break;
        case Verdict::uncorrect:
            if (!row.corrected)
                return fail(Fault::refused, "Nobody has corrected the mood of " + decision.post +
                                                ". Nothing was decided.");
            decided.corrected.reset();
            break;
        case Verdict::pin:
        case Verdict::unpin:
            break;
        case Verdict::forget_author: {
            const auto& post = row.routed.post;
            const bool named = !identity_of_handle(post.author.handle).empty();
            TRY(graves_.bury_person(database_, person_of(post)));
            TRY(graves_.bury_post(database_, post.id));
            if (const auto identity = identity_of(post.author); identity.empty())
                TRY(uncount_and_erase(row));
            else
                TRY(erase_person(identity, named ? std::nullopt : std::optional{post.network}));
            about = "";
            break;
        }
    }
    if (decision.verdict != Verdict::forget_author) TRY(replace(row, decided));
    return database_.run(
        "INSERT INTO decision(post, verdict, label, by, at) "
        "VALUES(?1, ?2, ?3, ?4, ?5)",
        about, decision.verdict, decision.label, decision.by, seconds(decision.at));
}

// ---- expire ----------------------------------------------------------------------------------

Result<std::size_t> Writer::expire(Time before)
{
    before = std::min<Time>(before, end_of_time);
    TRY(all_or_nothing([&] { return move_limits(before); }));
    std::size_t erased = 0;
    for (;;) {
        const auto some = TRY(all_or_nothing([&] { return expire_some(before); }));
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

Result<std::size_t> Writer::expire_some(Time before)
{
    struct Old {
        std::int64_t id, author;
        std::string native;
    };
    std::vector<Old> olds;
    const auto read = [&](const lib::Statement& row) {
        olds.push_back({row.whole(0), row.whole(1), std::string{row.text(2)}});
    };
    TRY(database_.each(
        "SELECT id, author, native FROM post WHERE created < ?1 ORDER BY created LIMIT ?2", read,
        seconds(before), chunk));
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

Result<std::size_t> Writer::erase_author(std::int64_t author)
{
    static const std::string sql = select_rows("WHERE p.author = ?1 LIMIT 500");
    std::size_t erased = 0;
    for (;;) {
        std::vector<Row> rows;
        const auto read = [&](const lib::Statement& row) { rows.push_back(read_row(row)); };
        TRY(database_.each(sql, read, author));
        if (rows.empty()) return erased;
        for (const auto& row : rows)
            TRY(uncount_and_erase(row));
        erased += rows.size();
    }
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
