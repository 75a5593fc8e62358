// SPDX-License-Identifier: Apache-2.0
#include "store/schema.hpp"

#include "store/samples.hpp"

#include <array>

using namespace narrowcast;
using namespace narrowcast::samples;
using namespace narrowcast::store;
using Catch::Matchers::ContainsSubstring;

namespace {

lib::Database database_in(const Folder& folder)
{
    return must(lib::Database::open(folder.file(), lib::Database::Access::write));
}

}  // namespace

TEST_CASE("an empty file becomes one of the newest version")
{
    const Folder folder;
    auto database = database_in(folder);
    CHECK(must(database.number("PRAGMA user_version")) == 0);
    must(prepare_file(database, schema_steps()));
    CHECK(must(database.number("PRAGMA user_version")) == std::int64_t(schema_steps().size()));
    CHECK(must(database.bytes("PRAGMA journal_mode")) == "wal");
    CHECK(must(database.number("PRAGMA synchronous")) == 2);
    CHECK(must(database.number("PRAGMA secure_delete")) == 1);
    CHECK(must(database.number("PRAGMA auto_vacuum")) == 2);
}

TEST_CASE("preparing a file twice changes nothing")
{
    const Folder folder;
    auto database = database_in(folder);
    must(prepare_file(database, schema_steps()));
    const auto salt = must(database.bytes("SELECT bytes FROM state WHERE name = 'salt'"));
    must(prepare_file(database, schema_steps()));
    CHECK(must(database.bytes("SELECT bytes FROM state WHERE name = 'salt'")) == salt);
}

TEST_CASE("a file of an earlier version takes the steps it lacks and keeps what it holds")
{
    const Folder folder;
    auto database = database_in(folder);
    const std::array<std::string_view, 2> steps{"CREATE TABLE a(x); INSERT INTO a VALUES(1)",
                                                "ALTER TABLE a ADD COLUMN y DEFAULT 2"};
    must(prepare_file(database, std::span{steps}.first(1)));
    must(database.run("UPDATE a SET x = 7"));
    must(prepare_file(database, steps));
    CHECK(must(database.number("SELECT x * 10 + y FROM a")) == 72);
    CHECK(must(database.number("PRAGMA user_version")) == 2);
}

TEST_CASE("an upgrade that fails half-way leaves the file as it was")
{
    const Folder folder;
    auto database = database_in(folder);
    const std::array<std::string_view, 3> steps{"CREATE TABLE a(x)", "CREATE TABLE b(x)",
                                                "this is not SQL"};
    must(prepare_file(database, std::span{steps}.first(1)));
    CHECK_FALSE(prepare_file(database, steps));
    CHECK(must(database.number("PRAGMA user_version")) == 1);
    CHECK(must(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'")) == 0);
}

TEST_CASE("a file of a newer Narrowcast is refused and left alone")
{
    const Folder folder;
    auto database = database_in(folder);
    must(prepare_file(database, schema_steps()));
    must(database.script("PRAGMA user_version = 99"));
    const auto refused = prepare_file(database, schema_steps());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::refused);
    CHECK_THAT(refused.error().text, ContainsSubstring("newer Narrowcast (format 99"));
    CHECK(must(database.number("PRAGMA user_version")) == 99);
}

TEST_CASE("a database of another program is refused and left alone")
{
    const Folder folder;
    auto database = database_in(folder);
    must(database.script("CREATE TABLE recipes(name)"));
    const auto refused = prepare_file(database, schema_steps());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::rejected);
    CHECK_THAT(refused.error().text, ContainsSubstring("something else"));
    CHECK(must(database.bytes("PRAGMA journal_mode")) == "delete");
}

TEST_CASE("a file of the first version keeps its posts and learns of answers and twins")
{
    const Folder folder;
    {
        auto database = database_in(folder);
        must(prepare_file(database, schema_steps().first(1)));
        must(database.script(
            "INSERT INTO name(id, text) VALUES(1, 'fediverse'), (2, 'mastodon'), (3, 'nl');"
            "INSERT INTO author VALUES(1, 2, '@sanne', 'Sanne', '@sanne', '', '');"
            "INSERT INTO route VALUES(1, '', '', '');"
            "INSERT INTO post(native, source, network, kind, author, title, text, created, "
            "language, url, media, in_reply_to, repost_of, sensitive, label, score, confidence, "
            "sure, scored_as, words, route, twin_of, trace, hidden) VALUES('mastodon:1', 1, 2, 0, "
            "1, '', 'Hallo', 1000, 3, '', '', '', '', 0, 1, 0, 0.5, 1, 3, '', 1, 'mastodon:0', '', "
            "0)"));
    }
    const auto store = opened(folder);
    const auto kept = must(store->post("mastodon:1"));
    REQUIRE(kept);
    CHECK(kept->post.text == "Hallo");
    CHECK_FALSE(kept->by_company);
    CHECK(must(store->twins("mastodon:0", 10)).size() == 1);
    auto company = *kept;
    company.by_company = true;
    must(store->put({company}, "", {}));
    CHECK(must(store->post("mastodon:1"))->by_company);
}

TEST_CASE("each question about relations of posts reads an index, not all posts")
{
    const Folder folder;
    auto database = database_in(folder);
    must(prepare_file(database, schema_steps()));
    const std::vector<std::pair<std::string, std::string>> questions{
        {"SELECT * FROM post WHERE twin_of = 'a' AND twin_of <> ''", "post_twin"},
        {"SELECT * FROM post WHERE repost_of = 'a' AND repost_of <> ''", "post_repost"},
        {"SELECT * FROM post WHERE twin_of <> '' AND created >= 5 ORDER BY created",
         "post_twin_time"},
        {"SELECT * FROM post WHERE by_company = 1 AND created >= 5", "post_answer_time"},
        {"SELECT * FROM post WHERE by_company = 1 AND in_reply_to = 'a'", "post_answer"}};
    for (const auto& [question, index] : questions) {
        std::string plan;
        must(database.each("EXPLAIN QUERY PLAN " + question,
                           [&](const lib::Statement& row) { plan += row.text(3); }));
        INFO(plan);
        CHECK(plan.find("USING INDEX " + index) != std::string::npos);
    }
}
