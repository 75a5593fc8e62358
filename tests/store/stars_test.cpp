// SPDX-License-Identifier: Apache-2.0
// Tests of how many stars reviews give.
#include "fakes.hpp"
#include "store/samples.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

using Stars = std::array<std::int64_t, 5>;

RoutedPost review(int number, double rating, Time when = at(16, 9))
{
    auto routed = sample(number, when);
    routed.post.kind = Kind::review;
    routed.post.rating = rating;
    return routed;
}

Stars stars_in(const Store& store, std::string_view department = "", Time from = at(0, 0),
               Time until = at(30, 0))
{
    return must(store.stars(department, from, until));
}

}  // namespace

TEST_CASE("reviews are counted by their stars, posts without stars are not")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({review(1, 5), review(2, 5), review(3, 1), sample(4)}, "", {}));
    CHECK(stars_in(*store) == Stars{1, 0, 0, 0, 2});
}

TEST_CASE("stars between whole ones are rounded, and strange ones brought to the nearest")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({review(1, 3.4), review(2, 3.5), review(3, 0), review(4, 9)}, "", {}));
    CHECK(stars_in(*store) == Stars{1, 0, 1, 1, 1});
}

TEST_CASE("stars are of a time, its begin included and its end not")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({review(1, 4, at(10, 0)), review(2, 4, at(11, 0)), review(3, 4, at(12, 0))}, "",
                    {}));
    CHECK(stars_in(*store, "", at(10, 0), at(12, 0)) == Stars{0, 0, 0, 2, 0});
}

TEST_CASE("a department's stars are of the posts that concern it")
{
    const Folder folder;
    const auto store = opened(folder);
    auto other = review(1, 2), both = review(2, 4);
    other.departments = {"it", "2:servic"};
    both.departments = {"it", "service"};
    must(store->put({other, both}, "", {}));
    CHECK(stars_in(*store, "service") == Stars{0, 0, 0, 1, 0});
    CHECK(stars_in(*store, "it") == Stars{0, 1, 0, 1, 0});
    CHECK(stars_in(*store, "nobody") == Stars{});
}

TEST_CASE("hidden reviews count, erased ones do not")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({review(1, 1), review(2, 5)}, "", {}));
    must(store->decide({.post = "mastodon:1", .verdict = Verdict::hide, .by = "x"}));
    CHECK(stars_in(*store) == Stars{1, 0, 0, 0, 1});
    auto gone = review(2, 5);
    gone.post.deleted = true;
    must(store->put({gone}, "", {}));
    CHECK(stars_in(*store) == Stars{1, 0, 0, 0, 0});
}

TEST_CASE("a review that changes its mind is counted as it is now")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({review(1, 1)}, "", {}));
    must(store->put({review(1, 5)}, "", {}));
    CHECK(stars_in(*store) == Stars{0, 0, 0, 0, 1});
}

TEST_CASE("the store in memory counts the same stars as the one on disk")
{
    const Folder folder;
    const auto store = opened(folder);
    fakes::MemoryStore memory;
    std::mt19937 random{5};
    std::vector<RoutedPost> posts;
    for (int i = 0; i < 200; ++i) {
        auto routed = random_post(random, 100);
        if (i % 3 != 0) routed.post.rating = std::uniform_real_distribution{0.0, 6.0}(random);
        posts.push_back(routed);
    }
    for (const auto& post : posts) {
        if (must(store->post(post.post.id))) continue;  // a known post keeps its first time
        must(store->put({post}, "", {}));
        must(memory.put({post}, "", {}));
    }
    for (const std::string department : {"", "service", "it", "news"})
        CHECK(stars_in(*store, department) == stars_in(memory, department));
}

TEST_CASE("stars are counted by an index, without reading all posts")
{
    const Folder folder;
    opened(folder);
    auto database = must(lib::Database::open(folder.file(), lib::Database::Access::read));
    std::string plan;
    must(
        database.each("EXPLAIN QUERY PLAN SELECT count(*) FROM post p WHERE p.rating IS NOT NULL"
                      " AND p.created >= 1 AND p.created < 2",
                      [&](const lib::Statement& row) { plan += row.text(3); }));
    CHECK_THAT(plan, Catch::Matchers::ContainsSubstring("post_rating"));
}
