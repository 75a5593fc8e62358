// SPDX-License-Identifier: Apache-2.0
#include "store/names.hpp"

#include "store/samples.hpp"
#include "store/schema.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;
using namespace narrowcast::store;

namespace {

struct Prepared {
    Folder folder;
    lib::Database database = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    Names names;
    Prepared() { must(prepare_file(database, schema_steps())); }
};

}  // namespace

TEST_CASE("a word keeps its number, and none has number nought")
{
    Prepared file;
    const auto app = must(file.names.number_of(file.database, "app"));
    CHECK(app > 0);
    CHECK(must(file.names.number_of(file.database, "rente")) != app);
    Names another;
    CHECK(must(another.number_of(file.database, "app")) == app);
}

TEST_CASE("a word of a transaction that was rolled back is given a number anew")
{
    Prepared file;
    {
        const auto undone = must(lib::Transaction::begin(file.database));
        must(file.names.number_of(file.database, "app"));
    }
    file.names.forget_numbers();
    const auto app = must(file.names.number_of(file.database, "app"));
    CHECK(must(file.database.number("SELECT id FROM name WHERE text = 'app'")) == app);
}

TEST_CASE("a list of words gives each number once and none for an empty word")
{
    Prepared file;
    CHECK(must(file.names.numbers_of(file.database, {"app", "", "app", "rente"})).size() == 2);
}

TEST_CASE("posts routed alike share a route, also when read back by another process")
{
    Prepared file;
    const auto route = must(file.names.route_of(file.database, sample(1)));
    Names another;
    CHECK(must(another.route_of(file.database, sample(2))) == route);
    auto elsewhere = sample(3);
    elsewhere.screens.clear();
    CHECK(must(another.route_of(file.database, elsewhere)) != route);
}

TEST_CASE("a list of names survives commas, quotes and other scripts")
{
    const std::vector<std::string> names{"a,b", "\"c\"", "日本語", ""};
    CHECK(names_in(names_text(names)) == names);
    CHECK(names_in(names_text({})).empty());
}

TEST_CASE("an author who changes name and picture stays the same author")
{
    Prepared file;
    auto post = sample(1).post;
    const auto author = must(file.names.author_of(file.database, post));
    post.author.name = "Sanne";
    post.author.handle = "@SANNE@polder.example";
    CHECK(must(file.names.author_of(file.database, post)) == author);
    CHECK(must(file.database.bytes("SELECT name FROM author")) == "Sanne");
}

TEST_CASE("the same handle on two networks is two authors")
{
    Prepared file;
    auto post = sample(1).post;
    const auto author = must(file.names.author_of(file.database, post));
    post.network = "forum";
    CHECK(must(file.names.author_of(file.database, post)) != author);
}
