// SPDX-License-Identifier: Apache-2.0
// The counts in the tables.
#include "store/ledger.hpp"

#include <string>
#include <string_view>

namespace narrowcast::store {

namespace {

// How one table is changed; the five key columns are ?1 to ?5, the five sums ?6 to ?10.
struct Table {
    std::string_view add, change, drop_empty;
};

constexpr Table slices{
    "INSERT INTO slice VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    " ON CONFLICT(resolution, topic, dimension, value, bucket) DO UPDATE SET"
    " neg = neg + excluded.neg, neu = neu + excluded.neu, pos = pos + excluded.pos,"
    " unsure = unsure + excluded.unsure, score = score + excluded.score",
    "UPDATE slice SET neg = neg + ?6, neu = neu + ?7, pos = pos + ?8, unsure = unsure + ?9,"
    " score = score + ?10"
    " WHERE resolution = ?1 AND topic = ?2 AND dimension = ?3 AND value = ?4 AND bucket = ?5",
    "DELETE FROM slice WHERE resolution = ?1 AND topic = ?2 AND dimension = ?3 AND value = ?4"
    " AND bucket = ?5 AND neg + neu + pos = 0"};

constexpr Table cubes{
    "INSERT INTO cube VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    " ON CONFLICT(topic, bucket, department, source, language) DO UPDATE SET"
    " neg = neg + excluded.neg, neu = neu + excluded.neu, pos = pos + excluded.pos,"
    " unsure = unsure + excluded.unsure, score = score + excluded.score",
    "UPDATE cube SET neg = neg + ?6, neu = neu + ?7, pos = pos + ?8, unsure = unsure + ?9,"
    " score = score + ?10"
    " WHERE topic = ?1 AND bucket = ?2 AND department = ?3 AND source = ?4 AND language = ?5",
    "DELETE FROM cube WHERE topic = ?1 AND bucket = ?2 AND department = ?3 AND source = ?4"
    " AND language = ?5 AND neg + neu + pos = 0"};

template <class... Key>
Result<void> change_table(lib::Database& database, const Table& table, const Change& change,
                          const Key&... key)
{
    if (change.only_adds())
        return database.run(table.add, key..., change.negative, change.neutral, change.positive,
                            change.unsure, change.score);
    TRY(database.run(table.change, key..., change.negative, change.neutral, change.positive,
                     change.unsure, change.score));
    if (database.changes() != 1)
        return fail(Fault::rejected,
                    "The counts in " + database.file() + " do not fit its posts: " +
                        "the file is damaged. Stop Narrowcast and put a backup " + "in its place.");
    return database.run(table.drop_empty, key...);
}

}  // namespace

Result<void> Ledger::apply(lib::Database& database, Names& names, const RoutedPost& routed,
                           int sign)
{
    const Post& post = routed.post;
    const Mood& mood = routed.mood;
    Counted counted;
    counted.created = post.created;
    counted.topics = TRY(names.numbers_of(database, routed.topics));
    counted.departments = TRY(names.numbers_of(database, routed.departments));
    counted.source = TRY(names.number_of(database, post.source));
    counted.language =
        TRY(names.number_of(database, post.language.empty() ? "und" : post.language));
    counted.label = mood.label;
    counted.sure = mood.sure;
    counted.score = mood.score;
    deltas_.apply(counted, sign, minutes_from_);
    return {};
}

Result<void> Ledger::write(lib::Database& database)
{
    for (const auto& [key, change] : deltas_.take_slices())
        TRY(change_table(database, slices, change, key.resolution, key.topic, key.dimension,
                         key.value, key.bucket));
    for (const auto& [key, change] : deltas_.take_cube())
        TRY(change_table(database, cubes, change, key.topic, key.bucket, key.department, key.source,
                         key.language));
    return {};
}

}  // namespace narrowcast::store
