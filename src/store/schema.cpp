// SPDX-License-Identifier: Apache-2.0
// The tables. Once released, a step is never changed; the next version is a further step.
#include "store/schema.hpp"

#include <array>
#include <string>

namespace narrowcast::store {

namespace {

constexpr std::string_view ours = "1313035092";  // "NCST" in the file's header, for `file`

// In `slice` and `cube` the number 0 as topic, value or department means all: every post once.
// A post is counted whether it is shown or not. Times are Unix seconds.
constexpr std::string_view version_1 = R"sql(
CREATE TABLE state(
    name TEXT PRIMARY KEY, number INTEGER NOT NULL DEFAULT 0, bytes BLOB) WITHOUT ROWID;
INSERT INTO state(name, bytes) VALUES('salt', randomblob(16));
INSERT INTO state(name, number) VALUES('posts_from', -9223372036854775808);
INSERT INTO state(name, number) VALUES('minutes_from', -9223372036854775808);

CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE author(
    id INTEGER PRIMARY KEY, network INTEGER NOT NULL, identity TEXT NOT NULL,
    name TEXT NOT NULL, handle TEXT NOT NULL, avatar TEXT NOT NULL, url TEXT NOT NULL,
    UNIQUE(identity, network));
CREATE TABLE route(
    id INTEGER PRIMARY KEY, topics TEXT NOT NULL, departments TEXT NOT NULL, screens TEXT NOT NULL,
    UNIQUE(topics, departments, screens));
CREATE TABLE route_screen(
    screen INTEGER NOT NULL, route INTEGER NOT NULL, PRIMARY KEY(screen, route)) WITHOUT ROWID;

CREATE TABLE post(
    id INTEGER PRIMARY KEY, native TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL, network INTEGER NOT NULL, kind INTEGER NOT NULL,
    author INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    created INTEGER NOT NULL, edited INTEGER, language INTEGER NOT NULL, url TEXT NOT NULL,
    media TEXT NOT NULL, likes INTEGER, reposts INTEGER, replies INTEGER, rating REAL,
    in_reply_to TEXT NOT NULL, repost_of TEXT NOT NULL, sensitive INTEGER NOT NULL,
    label INTEGER NOT NULL, score REAL NOT NULL, confidence REAL NOT NULL, sure INTEGER NOT NULL,
    scored_as INTEGER NOT NULL, words TEXT NOT NULL,
    route INTEGER NOT NULL, twin_of TEXT NOT NULL, trace TEXT NOT NULL,
    hidden INTEGER NOT NULL, corrected INTEGER,
    shown INTEGER GENERATED ALWAYS AS (hidden = 0 AND sensitive = 0 AND twin_of = '') VIRTUAL);
CREATE INDEX post_time ON post(created, shown, route);
CREATE INDEX post_author ON post(author);

CREATE TABLE decision(
    id INTEGER PRIMARY KEY, post TEXT NOT NULL, verdict INTEGER NOT NULL, label INTEGER NOT NULL,
    by TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX decision_post ON decision(post);
CREATE TABLE cursor(
    source TEXT PRIMARY KEY, position TEXT NOT NULL, session TEXT NOT NULL, etag TEXT NOT NULL,
    last_modified TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tombstone(hash BLOB PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE slice(
    resolution INTEGER NOT NULL, topic INTEGER NOT NULL, dimension INTEGER NOT NULL,
    value INTEGER NOT NULL, bucket INTEGER NOT NULL,
    neg INTEGER NOT NULL CHECK(neg >= 0), neu INTEGER NOT NULL CHECK(neu >= 0),
    pos INTEGER NOT NULL CHECK(pos >= 0), unsure INTEGER NOT NULL CHECK(unsure >= 0),
    score INTEGER NOT NULL,
    PRIMARY KEY(resolution, topic, dimension, value, bucket)) WITHOUT ROWID;
CREATE TABLE cube(
    topic INTEGER NOT NULL, bucket INTEGER NOT NULL, department INTEGER NOT NULL,
    source INTEGER NOT NULL, language INTEGER NOT NULL,
    neg INTEGER NOT NULL CHECK(neg >= 0), neu INTEGER NOT NULL CHECK(neu >= 0),
    pos INTEGER NOT NULL CHECK(pos >= 0), unsure INTEGER NOT NULL CHECK(unsure >= 0),
    score INTEGER NOT NULL,
    PRIMARY KEY(topic, bucket, department, source, language)) WITHOUT ROWID;
)sql";

// Twins are found by what they repeat, reposts by their original, the company's answers by what
// they answer. (A condition of an index must be said again in the question that is to use it.)
constexpr std::string_view version_2 = R"sql(
ALTER TABLE post ADD COLUMN by_company INTEGER NOT NULL DEFAULT 0;
CREATE INDEX post_twin ON post(twin_of) WHERE twin_of <> '';
CREATE INDEX post_twin_time ON post(created) WHERE twin_of <> '';
CREATE INDEX post_repost ON post(repost_of) WHERE repost_of <> '';
CREATE INDEX post_answer ON post(in_reply_to) WHERE by_company = 1;
CREATE INDEX post_answer_time ON post(created) WHERE by_company = 1;
)sql";

// Reviews are few among posts.
constexpr std::string_view version_3 = R"sql(
CREATE INDEX post_rating ON post(created) WHERE rating IS NOT NULL;
)sql";

constexpr std::array steps_of_this_version{version_1, version_2, version_3};

Result<std::int64_t> pragma(lib::Database& database, std::string_view name)
{
    return TRY(database.number("PRAGMA " + std::string{name})).value_or(0);
}

Result<void> check_that_it_is_ours(lib::Database& database, std::size_t newest)
{
    const auto version = TRY(pragma(database, "user_version"));
    const auto application = TRY(pragma(database, "application_id"));
    const auto tables = TRY(database.number("SELECT count(*) FROM sqlite_schema")).value_or(0);
    if (std::to_string(application) != ours && (tables != 0 || version != 0 || application != 0))
        return fail(Fault::rejected, database.file() + " is a database of something else. Choose " +
                                         "another folder in hub.json: storage, folder.");
    if (version < 0 || static_cast<std::size_t>(version) > newest)
        return fail(Fault::refused, database.file() +
                                        " was written by a newer Narrowcast (format " +
                                        std::to_string(version) + ", this one knows " +
                                        std::to_string(newest) + "). Install that one again, or " +
                                        "choose another folder in hub.json: storage, folder.");
    return {};
}

Result<void> choose_how_to_write(lib::Database& database)
{
    // Before the first table, and before the log: later it would need a VACUUM.
    TRY(database.script("PRAGMA auto_vacuum = INCREMENTAL"));
    const auto mode = TRY(database.bytes("PRAGMA journal_mode = WAL"));
    if (mode != "wal")
        return fail(Fault::rejected, "The disk with " + database.file() + " cannot share memory " +
                                         "between programs, as a network drive. Choose a folder " +
                                         "on a disk of this machine in hub.json: storage, folder.");
    return database.script(
        "PRAGMA synchronous = FULL;"            // an acknowledged batch survives a power cut
        "PRAGMA secure_delete = ON;"            // what is erased is overwritten, not just unlinked
        "PRAGMA temp_store = MEMORY;"           // no words in temporary files
        "PRAGMA journal_size_limit = 8388608;"  // give space back after a large batch
        "PRAGMA cache_size = -8000");
}

}  // namespace

std::span<const std::string_view> schema_steps() { return steps_of_this_version; }

Result<void> prepare_file(lib::Database& database, std::span<const std::string_view> steps)
{
    TRY(check_that_it_is_ours(database, steps.size()));
    TRY(choose_how_to_write(database));
    auto transaction = TRY(lib::Transaction::begin(database));
    // Another process may have upgraded it just now: ask again while nobody else can write.
    TRY(check_that_it_is_ours(database, steps.size()));
    const auto version = static_cast<std::size_t>(TRY(pragma(database, "user_version")));
    if (version == steps.size()) return {};
    for (const std::string_view step : steps.subspan(version))
        TRY(database.script(std::string{step}));
    TRY(database.script("PRAGMA application_id = " + std::string{ours}));
    TRY(database.script("PRAGMA user_version = " + std::to_string(steps.size())));
    return transaction.commit();
}

}  // namespace narrowcast::store
