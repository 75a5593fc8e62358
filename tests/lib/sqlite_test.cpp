// SPDX-License-Identifier: Apache-2.0
#include "lib/sqlite.hpp"

#include "support/catch.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::lib;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Files {
    std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                   ("narrowcast-sqlite-" + std::to_string(::getpid()));
    std::filesystem::path file = folder / "some.db";

    Files() { std::filesystem::create_directories(folder); }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    ~Files()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Database open(Database::Access access = Database::Access::write) const
    {
        auto database = Database::open(file, access);
        REQUIRE(database.has_value());
        return std::move(*database);
    }
};

}  // namespace

TEST_CASE("values come back as they were bound")
{
    const Files files;
    auto database = files.open();
    const std::array<unsigned char, 3> bytes{0, 1, 255};
    const std::string text{"a\0b", 3};
    REQUIRE(database.script("CREATE TABLE t(a, b, c, d, e, f)"));
    REQUIRE(database.run("INSERT INTO t VALUES(?1, ?2, ?3, ?4, ?5, ?6)", std::int64_t{1} << 60, 0.1,
                         text, Bytes{bytes}, std::optional<int>{}, std::string_view{}));
    int rows = 0;
    REQUIRE(database.each("SELECT * FROM t", [&](const Statement& row) {
        ++rows;
        CHECK(row.whole(0) == std::int64_t{1} << 60);
        CHECK(row.real(1) == 0.1);
        CHECK(row.text(2) == text);
        CHECK(row.text(3) == std::string_view{"\0\1\xff", 3});
        CHECK(row.null(4));
        CHECK_FALSE(row.null(5));
        CHECK(row.text(5).empty());
    }));
    CHECK(rows == 1);
}

TEST_CASE("a question without an answer gives nothing")
{
    const Files files;
    auto database = files.open();
    CHECK(database.number("SELECT 1 WHERE 0").value() == std::optional<std::int64_t>{});
    CHECK(database.number("SELECT NULL").value() == std::optional<std::int64_t>{});
    CHECK(database.bytes("SELECT 'x'").value() == std::optional<std::string>{"x"});
}

TEST_CASE("a transaction that is not committed never happened")
{
    const Files files;
    auto database = files.open();
    REQUIRE(database.script("CREATE TABLE t(a)"));
    {
        const auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        REQUIRE(database.run("INSERT INTO t VALUES(1)"));
    }
    CHECK(database.number("SELECT count(*) FROM t").value() == 0);
    auto transaction = Transaction::begin(database);
    REQUIRE(database.run("INSERT INTO t VALUES(1)"));
    REQUIRE(transaction->commit());
    CHECK(database.number("SELECT count(*) FROM t").value() == 1);
}

TEST_CASE("a database that may not grow says so and rolls back")
{
    const Files files;
    auto database = files.open();
    REQUIRE(database.script("CREATE TABLE t(a); PRAGMA max_page_count = 4"));
    auto transaction = Transaction::begin(database);
    const auto grown = database.run("INSERT INTO t VALUES(?1)", std::string(100'000, 'x'));
    REQUIRE_FALSE(grown);
    CHECK(grown.error().fault == Fault::rejected);
    CHECK_THAT(grown.error().text, ContainsSubstring(files.file.string()));
    CHECK_THAT(grown.error().text, ContainsSubstring("MB"));
    transaction = fail(Fault::later, "over");
    CHECK(database.run("INSERT INTO t VALUES(1)"));
}

TEST_CASE("a reader cannot write, and a missing file is not made by it")
{
    const Files files;
    const auto missing = Database::open(files.file, Database::Access::read);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().fault == Fault::rejected);
    CHECK_THAT(missing.error().text, ContainsSubstring("cannot be opened"));
    files.open();
    auto reader = files.open(Database::Access::read);
    const auto written = reader.script("CREATE TABLE t(a)");
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == Fault::rejected);
}

TEST_CASE("a folder in place of a file is refused with its name")
{
    const Files files;
    const auto opened = Database::open(files.folder, Database::Access::write);
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error().text, ContainsSubstring(files.folder.string()));
}

TEST_CASE("a file of other bytes is called damaged, and left as it is")
{
    const Files files;
    std::ofstream{files.file} << std::string(4096, 'x');
    const auto opened = Database::open(files.file, Database::Access::write);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::rejected);
    CHECK_THAT(opened.error().text, ContainsSubstring("damaged"));
    CHECK(std::filesystem::file_size(files.file) == 4096);
}

TEST_CASE("wrong SQL is a fault with SQLite's own words")
{
    const Files files;
    auto database = files.open();
    const auto wrong = database.run("SELEKT 1");
    REQUIRE_FALSE(wrong);
    CHECK_THAT(wrong.error().text, ContainsSubstring("SELEKT"));
}

TEST_CASE("emptying the log moves everything into the file")
{
    const Files files;
    auto database = files.open();
    REQUIRE(database.script("PRAGMA journal_mode = WAL; CREATE TABLE t(a)"));
    const auto log = files.file.string() + "-wal";
    REQUIRE(std::filesystem::file_size(log) > 0);
    REQUIRE(database.empty_log());
    CHECK(std::filesystem::file_size(log) == 0);
}
