// SPDX-License-Identifier: Apache-2.0
// All that adds to the database and changes what it holds; erasing.cpp has what takes away.
#include "store/writer.hpp"

#include "store/schema.hpp"

#include <algorithm>
#include <string>

namespace narrowcast::store {

namespace {

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

}  // namespace

Result<Writer> Writer::open(const std::filesystem::path& file)
{
    auto database = TRY(lib::Database::open(file, lib::Database::Access::write));
    TRY(prepare_file(database, schema_steps()));
    auto graves = TRY(Graves::open(database));
    return Writer{std::move(database), std::move(graves)};
}

Result<void> Writer::read_limits()
{
    const auto read = [&](std::string_view name) -> Result<Time> {
        const auto number = TRY(database_.number("SELECT number FROM state WHERE name = ?1", name));
        return Time{std::chrono::seconds{number.value_or(0)}};
    };
    posts_from_ = TRY(read("posts_from"));
    ledger_.set_minutes_from(TRY(read("minutes_from")));
    platform_from_.clear();
    return database_.each(
        "SELECT substr(name, 12), number FROM state WHERE name GLOB 'posts_from ?*'",
        [&](const lib::Statement& row) {
            platform_from_.emplace(row.text(0), Time{std::chrono::seconds{row.whole(1)}});
        });
}

bool Writer::is_expired(const Post& post) const
{
    if (post.created < posts_from_) return true;
    const std::string_view id{post.id};
    const auto found = platform_from_.find(id.substr(0, id.find(':')));
    return found != platform_from_.end() && post.created < found->second;
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
        touched_.clear();
        for (const auto& routed : posts)
            TRY(put_one(routed, report));
        TRY(count_orphans(report));
        if (next) TRY(keep_cursor(source, *next));
        return report;
    });
}

Result<void> Writer::put_one(const RoutedPost& routed, PutReport& report)
{
    if (!routed.twin_of.empty()) touched_.insert(routed.twin_of);
    const auto stored = TRY(find(routed.post.id));
    if (routed.post.deleted) return put_deleted(stored, routed.post.id, report);
    if (stored) return update(*stored, routed, report);
    if (is_expired(routed.post) || TRY(graves_.hold(database_, routed.post))) {
        touched_.insert(routed.post.id);
        ++report.gone;
        return {};
    }
    Row row{.routed = routed};
    TRY(write_row(database_, names_, row));
    ++report.added;
    return ledger_.apply(database_, names_, routed, +1);
}

// What reposts show are the words of somebody who wants them gone.
Result<void> Writer::put_deleted(const std::optional<Row>& stored, std::string_view id,
                                 PutReport& report)
{
    if (stored) {
        TRY(graves_.bury_looks(database_, stored->routed.post));
        TRY(uncount_and_erase(*stored));
        if (stored->corrected) ++report.uncorrected;
    }
    TRY(graves_.bury_post(database_, id));
    ++report.gone;
    touched_.emplace(id);
    return erase_reposts(id, report);
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

Result<void> Writer::count_orphans(PutReport& report)
{
    for (const auto& id : touched_) {
        const auto orphans =
            TRY(database_.number("SELECT count(*) FROM post WHERE twin_of = ?1 AND twin_of <> ''"
                                 " AND NOT EXISTS (SELECT 1 FROM post WHERE native = ?1)",
                                 id));
        report.orphaned += static_cast<std::size_t>(orphans.value_or(0));
    }
    return {};
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

}  // namespace narrowcast::store
