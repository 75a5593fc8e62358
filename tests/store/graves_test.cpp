// SPDX-License-Identifier: Apache-2.0
#include "store/graves.hpp"

#include "store/samples.hpp"
#include "store/schema.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;
using namespace narrowcast::store;

namespace {

lib::Database prepared(const Folder& folder)
{
    auto database = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    must(prepare_file(database, schema_steps()));
    return database;
}

}  // namespace

TEST_CASE("a buried post is known by its id, and no other is")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    must(graves.bury_post(database, "mastodon:1"));
    CHECK(must(graves.hold(database, sample(1).post)));
    CHECK_FALSE(must(graves.hold(database, sample(2).post)));
}

TEST_CASE("a buried person is known by the handle, whatever its case, with or without its @")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    must(graves.bury_person(database, person_of(sample(1).post)));
    auto again = sample(2).post;
    again.author.handle = "Sanne@Polder.example";
    again.author.name = "somebody else";
    CHECK(must(graves.hold(database, again)));
}

TEST_CASE("a person without a handle is known by name and profile on one network")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    auto post = sample(1).post;
    post.author.handle.clear();
    must(graves.bury_person(database, person_of(post)));
    post.id = "mastodon:2";
    CHECK(must(graves.hold(database, post)));
    post.network = "rss";
    CHECK_FALSE(must(graves.hold(database, post)));
}

TEST_CASE("posts by nobody are not buried with each other")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    auto post = sample(1).post;
    post.author = {};
    must(graves.bury_person(database, person_of(post)));
    CHECK_FALSE(must(graves.hold(database, post)));
}

TEST_CASE("two files remember the same person by different numbers")
{
    const Folder one, two;
    std::vector<std::string> hashes;
    for (const Folder* folder : {&one, &two}) {
        auto database = prepared(*folder);
        auto graves = must(Graves::open(database));
        must(graves.bury_person(database, "@sanne@polder.example"));
        hashes.push_back(must(database.bytes("SELECT hash FROM tombstone")).value());
    }
    CHECK(hashes[0] != hashes[1]);
}

TEST_CASE("a repost of a buried post is buried with it, whoever reposts it")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    must(graves.bury_post(database, "mastodon:1"));
    auto repost = sample_by("@bram@x.example", 2).post;
    repost.kind = Kind::repost;
    repost.repost_of = "mastodon:1";
    CHECK(must(graves.hold(database, repost)));
    repost.repost_of = "mastodon:3";
    CHECK_FALSE(must(graves.hold(database, repost)));
}

TEST_CASE("a copy of a buried post is known by author and address, with its words or its date")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    const auto buried = sample(1).post;
    must(graves.bury_looks(database, buried));
    auto copy = buried;
    copy.id = "rss:https://polder.example/@sanne/1";
    copy.source = "feed";
    copy.network = "rss";
    CHECK(must(graves.hold(database, copy)));
    copy.created += std::chrono::hours{1};
    CHECK(must(graves.hold(database, copy)));
    copy.text += " (bewerkt)";
    CHECK_FALSE(must(graves.hold(database, copy)));
    copy.created = buried.created;
    CHECK(must(graves.hold(database, copy)));
    copy.author.handle = "@bram@x.example";
    CHECK_FALSE(must(graves.hold(database, copy)));
}

TEST_CASE("posts without an address are not buried with each other")
{
    const Folder folder;
    auto database = prepared(folder);
    auto graves = must(Graves::open(database));
    auto post = sample(1).post;
    post.url.clear();
    must(graves.bury_looks(database, post));
    post.id = "mastodon:2";
    CHECK_FALSE(must(graves.hold(database, post)));
}
