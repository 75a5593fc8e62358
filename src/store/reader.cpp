// SPDX-License-Identifier: Apache-2.0
// All questions to the database.
#include "store/reader.hpp"

#include "store/deltas.hpp"
#include "store/rows.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace narrowcast::store {

namespace {

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }
Time time_of(std::int64_t seconds) { return Time{std::chrono::seconds{seconds}}; }

Bucket bucket_in(const lib::Statement& row)
{
    return {.start = time_of(row.whole(0)),
            .tally = {.negative = row.whole(1),
                      .neutral = row.whole(2),
                      .positive = row.whole(3),
                      .unsure = row.whole(4),
                      .score = static_cast<double>(row.whole(5)) / score_unit}};
}

template <class Enum>
Enum enum_of(std::int64_t number)
{
    const auto last = static_cast<std::int64_t>(names_of(Enum{}).size()) - 1;
    return static_cast<Enum>(std::clamp<std::int64_t>(number, 0, last));
}

std::int64_t rows_at_most(std::size_t count)
{
    return static_cast<std::int64_t>(
        std::min<std::size_t>(count, std::numeric_limits<std::int64_t>::max()));
}

Decision decision_in(const lib::Statement& row)
{
    return {.post = std::string{row.text(0)},
            .verdict = enum_of<Verdict>(row.whole(1)),
            .label = enum_of<Label>(row.whole(2)),
            .by = std::string{row.text(3)},
            .at = time_of(row.whole(4))};
}

}  // namespace

Result<Reader> Reader::open(const std::filesystem::path& file)
{
    return Reader{TRY(lib::Database::open(file, lib::Database::Access::read))};
}

Result<Cursor> Reader::cursor(std::string_view source)
{
    Cursor cursor;
    const auto read = [&](const lib::Statement& row) {
        cursor = {.position = std::string{row.text(0)},
                  .session = std::string{row.text(1)},
                  .etag = std::string{row.text(2)},
                  .last_modified = std::string{row.text(3)}};
    };
    TRY(database_.each(
        "SELECT position, session, etag, last_modified FROM cursor WHERE source = ?1", read,
        source));
    return cursor;
}

Result<std::vector<RoutedPost>> Reader::newest(std::string_view screen, Time from, Time until,
                                               std::size_t count)
{
    static const std::string on_any = select_rows(
        "WHERE p.created >= ?1 AND p.created < ?2 AND p.shown = 1"
        " AND p.route IN (SELECT route FROM route_screen)"
        " ORDER BY p.created DESC, p.id DESC LIMIT ?3");
    static const std::string on_one = select_rows(
        "WHERE p.created >= ?1 AND p.created < ?2 AND p.shown = 1"
        " AND p.route IN (SELECT route FROM route_screen"
        "                 WHERE screen = (SELECT id FROM name WHERE text = ?4))"
        " ORDER BY p.created DESC, p.id DESC LIMIT ?3");
    const auto most = rows_at_most(count);
    std::vector<RoutedPost> posts;
    const auto read = [&](const lib::Statement& row) {
        posts.push_back(as_decided(read_row(row)));
    };
    if (screen.empty())
        TRY(database_.each(on_any, read, seconds(from), seconds(until), most));
    else
        TRY(database_.each(on_one, read, seconds(from), seconds(until), most, screen));
    return posts;
}

Result<std::optional<RoutedPost>> Reader::post(std::string_view id)
{
    static const std::string sql = select_rows("WHERE p.native = ?1");
    std::optional<RoutedPost> found;
    const auto read = [&](const lib::Statement& row) { found = as_decided(read_row(row)); };
    TRY(database_.each(sql, read, id));
    return found;
}

Result<History> Reader::history(std::string_view id)
{
    History history;
    const auto read = [&](const lib::Statement& row) {
        history = {.posts = static_cast<std::uint64_t>(row.whole(0)),
                   .oldest = time_of(row.whole(1))};
    };
    // the first that were stored: a prolific author's thousands need not be read
    TRY(
        database_.each("SELECT count(*), ifnull(min(created), 0) FROM"
                       " (SELECT created FROM post WHERE author ="
                       "   (SELECT a.id FROM post p JOIN author a ON a.id = p.author"
                       "    WHERE p.native = ?1 AND a.identity <> '')"
                       "  ORDER BY id LIMIT 100)",
                       read, id));
    return history;
}

Result<std::vector<RoutedPost>> Reader::walk(const PostPlace& before, Time from, std::size_t count)
{
    static const std::string sql = select_rows(
        "WHERE p.created >= ?1 AND p.created <= ?2 AND (p.created < ?2 OR p.native < ?3)"
        " ORDER BY p.created DESC, p.native DESC LIMIT ?4");
    std::vector<RoutedPost> posts;
    const auto read = [&](const lib::Statement& row) { posts.push_back(read_row(row).routed); };
    TRY(database_.each(sql, read, seconds(from), seconds(before.created), before.id,
                       rows_at_most(count)));
    return posts;
}

Result<std::vector<RoutedPost>> Reader::twins(std::string_view id, std::size_t count)
{
    static const std::string sql =
        select_rows("WHERE p.twin_of = ?1 AND p.twin_of <> '' ORDER BY p.created, p.id LIMIT ?2");
    std::vector<RoutedPost> posts;
    const auto read = [&](const lib::Statement& row) { posts.push_back(read_row(row).routed); };
    TRY(database_.each(sql, read, id, rows_at_most(count)));
    return posts;
}

Result<std::vector<RoutedPost>> Reader::orphans(Time from, std::size_t count)
{
    static const std::string sql = select_rows(
        "WHERE p.twin_of <> '' AND p.created >= ?1"
        " AND NOT EXISTS (SELECT 1 FROM post o WHERE o.native = p.twin_of)"
        " ORDER BY p.created, p.id LIMIT ?2");
    std::vector<RoutedPost> posts;
    const auto read = [&](const lib::Statement& row) { posts.push_back(read_row(row).routed); };
    TRY(database_.each(sql, read, seconds(from), rows_at_most(count)));
    return posts;
}

Result<std::vector<Copy>> Reader::copies(std::string_view id, std::size_t count)
{
    std::vector<Copy> copies;
    const auto read = [&](const lib::Statement& row) {
        copies.push_back({.network = std::string{row.text(0)},
                          .author = std::string{row.text(1)},
                          .kind = enum_of<Kind>(row.whole(2)),
                          .posts = row.whole(3)});
    };
    // The last thing its trace says is what keeps a post from the wall: here, whom it repeats.
    TRY(database_.each(
        "SELECT n.text, a.name, p.kind, count(*) FROM post p"
        " LEFT JOIN name n ON n.id = p.network LEFT JOIN author a ON a.id = p.author"
        " WHERE p.twin_of = ?1 AND p.twin_of <> '' AND p.hidden = 0 AND p.sensitive = 0"
        " AND substr(p.trace, -length(p.twin_of)) = p.twin_of"
        " GROUP BY n.text, a.name, p.kind ORDER BY min(p.created), min(p.id) LIMIT ?2",
        read, id, rows_at_most(count)));
    return copies;
}

Result<std::vector<Answer>> Reader::answers(Time from, Time until, std::size_t count)
{
    static const std::string post = select_rows("WHERE p.id = ?1");
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    const auto read = [&](const lib::Statement& row) {
        pairs.emplace_back(row.whole(0), row.whole(1));
    };
    TRY(database_.each(
        "SELECT q.id, a.id FROM post a JOIN post q ON q.native = a.in_reply_to"
        " WHERE a.by_company = 1 AND a.created >= ?1 AND a.created < ?2 AND q.by_company = 0"
        " AND a.hidden = 0 AND a.sensitive = 0 AND q.hidden = 0 AND q.sensitive = 0"
        " AND NOT EXISTS (SELECT 1 FROM post e WHERE e.by_company = 1"
        "                 AND e.in_reply_to = a.in_reply_to"
        "                 AND (e.created, e.id) < (a.created, a.id))"
        " ORDER BY a.created DESC, a.id DESC LIMIT ?3",
        read, seconds(from), seconds(until), rows_at_most(count)));
    std::vector<Answer> answers;
    for (const auto& [question, answer] : pairs) {
        Answer found;
        TRY(database_.each(
            post, [&](const lib::Statement& row) { found.question = as_decided(read_row(row)); },
            question));
        TRY(database_.each(
            post, [&](const lib::Statement& row) { found.answer = as_decided(read_row(row)); },
            answer));
        const auto after = found.answer.post.created - found.question.post.created;
        found.after = std::max(std::chrono::seconds{after}, std::chrono::seconds{0});
        answers.push_back(std::move(found));
    }
    return answers;
}

Result<std::optional<std::int64_t>> Reader::number_of(std::string_view name)
{
    return database_.number("SELECT id FROM name WHERE text = ?1", name);
}

Result<std::vector<Bucket>> Reader::slice(const SliceQuery& query)
{
    std::optional<std::int64_t> topic = 0;
    if (!query.topic.empty()) topic = TRY(number_of(query.topic));
    if (!topic) return std::vector<Bucket>{};
    return query.also.empty() ? marginal(query, *topic) : crossed(query, *topic);
}

Result<std::vector<Bucket>> Reader::marginal(const SliceQuery& query, std::int64_t topic)
{
    std::optional<std::int64_t> value = 0;
    if (query.dimension != Dimension::all) value = TRY(number_of(query.value));
    std::vector<Bucket> buckets;
    if (!value) return buckets;
    const auto read = [&](const lib::Statement& row) { buckets.push_back(bucket_in(row)); };
    TRY(
        database_.each("SELECT bucket, neg, neu, pos, unsure, score FROM slice"
                       " WHERE resolution = ?1 AND topic = ?2 AND dimension = ?3 AND value = ?4"
                       " AND bucket >= ?5 AND bucket < ?6 ORDER BY bucket",
                       read, query.resolution, topic, query.dimension, *value, seconds(query.from),
                       seconds(query.until)));
    return buckets;
}

Result<std::vector<Bucket>> Reader::crossed(const SliceQuery& query, std::int64_t topic)
{
    if (query.resolution != Resolution::day)
        return fail(Fault::refused, "Several conditions at once are counted by day only.");
    auto conditions = query.also;
    conditions.push_back({query.dimension, query.value});
    // By dimension; an absent source or language means any, an absent department every post once.
    std::array<std::optional<std::int64_t>, 4> wanted;
    wanted[static_cast<std::size_t>(Dimension::department)] = 0;
    std::array<int, 4> times{};
    std::vector<Bucket> buckets;
    for (const auto& [dimension, value] : conditions) {
        if (dimension == Dimension::all) continue;
        const auto index = static_cast<std::size_t>(dimension);
        if (++times[index] > 1)
            return fail(Fault::refused,
                        "Only one department, one source and one language can be "
                        "asked for at once.");
        wanted[index] = TRY(number_of(value));
        if (!wanted[index]) return buckets;
    }
    const auto read = [&](const lib::Statement& row) { buckets.push_back(bucket_in(row)); };
    TRY(database_.each(
        "SELECT bucket, sum(neg), sum(neu), sum(pos), sum(unsure), sum(score) FROM cube"
        " WHERE topic = ?1 AND bucket >= ?2 AND bucket < ?3 AND department = ?4"
        " AND (?5 IS NULL OR source = ?5) AND (?6 IS NULL OR language = ?6)"
        " GROUP BY bucket ORDER BY bucket",
        read, topic, seconds(query.from), seconds(query.until), wanted[1], wanted[2], wanted[3]));
    return buckets;
}

Result<std::array<std::int64_t, 5>> Reader::stars(std::string_view department, Time from,
                                                  Time until)
{
    std::array<std::int64_t, 5> counts{};
    const auto read = [&](const lib::Statement& row) {
        const auto departments = names_in(row.text(1));
        if (!department.empty() &&
            std::find(departments.begin(), departments.end(), department) == departments.end())
            return;
        counts[static_cast<std::size_t>(std::clamp<std::int64_t>(row.whole(0), 1, 5) - 1)] +=
            row.whole(2);
    };
    TRY(database_.each(
        "SELECT CAST(round(p.rating) AS INTEGER), ifnull(r.departments, ''), count(*)"
        " FROM post p LEFT JOIN route r ON r.id = p.route"
        " WHERE p.rating IS NOT NULL AND p.created >= ?1 AND p.created < ?2"
        " GROUP BY 1, 2",
        read, seconds(from), seconds(until)));
    return counts;
}

Result<std::vector<Decision>> Reader::decisions()
{
    std::vector<Decision> decisions;
    const auto read = [&](const lib::Statement& row) { decisions.push_back(decision_in(row)); };
    TRY(database_.each("SELECT post, verdict, label, by, at FROM decision ORDER BY id", read));
    return decisions;
}

Result<std::uint64_t> Reader::count()
{
    return static_cast<std::uint64_t>(
        TRY(database_.number("SELECT count(*) FROM post")).value_or(0));
}

Result<std::string> Reader::note(std::string_view name)
{
    auto text = TRY(database_.bytes("SELECT bytes FROM state WHERE name = 'note ' || ?1", name));
    return std::move(text).value_or("");
}

}  // namespace narrowcast::store
