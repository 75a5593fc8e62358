// SPDX-License-Identifier: Apache-2.0
// Tests of what goes, and of what does not come back.
#include "store/samples.hpp"
#include "store/writer.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

struct Opened {
    Folder folder;
    std::unique_ptr<Store> store = opened(folder);

    PutReport put(const std::vector<RoutedPost>& posts)
    {
        return must(store->put(posts, "fediverse", {}));
    }
    bool holds(std::string_view id) { return must(store->post(id)).has_value(); }
    std::int64_t counted(Resolution resolution = Resolution::day)
    {
        std::int64_t total = 0;
        for (const auto& bucket : must(store->slice({.resolution = resolution,
                                  .from = at(-99, 0),
                                  .until = at(99, 0),
                                  .topic = "",
                                  .dimension = Dimension::all,
                                  .value = ""})))
            total += bucket.tally.total();
        return total;
    }
};

RoutedPost deleted(int number)
{
    auto routed = sample(number);
    routed.post.deleted = true;
    return routed;
}

RoutedPost repost_of(int original, int number)
{
    auto routed = sample_by("@bram@x.example", number);
    routed.post.kind = Kind::repost;
    routed.post.repost_of = "mastodon:" + std::to_string(original);
    routed.twin_of = routed.post.repost_of;
    routed.screens.clear();
    return routed;
}

RoutedPost twin_of(int original, int number)
{
    auto routed = sample_by("@bram@x.example", number);
    routed.twin_of = "mastodon:" + std::to_string(original);
    routed.screens.clear();
    return routed;
}

RoutedPost on(std::string platform, int number, Time created)
{
    auto routed = sample(number, created);
    routed.post.id = platform + ":" + std::to_string(number);
    routed.post.url.clear();
    return routed;
}

}  // namespace

TEST_CASE("with a deleted post its reposts go, and none comes later")
{
    Opened it;
    it.put({sample(1), repost_of(1, 2), repost_of(1, 3), sample(4)});
    CHECK(it.put({deleted(1)}) == PutReport{.gone = 3});
    CHECK(must(it.store->count()) == 1);
    CHECK(it.put({repost_of(1, 2), repost_of(1, 5)}).gone == 2);
    CHECK(it.counted() == 1);
    check_slices(*it.store, it.folder);
}

TEST_CASE("corrections of reposts go with the original, and it is said how many")
{
    Opened it;
    it.put({sample(1), repost_of(1, 2)});
    must(it.store->decide({.post = "mastodon:2",
                           .verdict = Verdict::correct,
                           .label = Label::positive,
                           .by = "Bram",
                           .at = at(17, 0)}));
    CHECK(it.put({deleted(1)}) == PutReport{.gone = 2, .uncorrected = 1});
    CHECK(must(it.store->decisions()).empty());
}

TEST_CASE("when a repost is taken back its original stays")
{
    Opened it;
    it.put({sample(1), repost_of(1, 2)});
    it.put({deleted(2)});
    CHECK(it.holds("mastodon:1"));
    CHECK_FALSE(it.holds("mastodon:2"));
}

TEST_CASE("a copy of a deleted post that another source brings late is not taken")
{
    Opened it;
    it.put({sample(1)});
    it.put({deleted(1)});
    auto copy = sample(1);
    copy.post.id = "rss:https://polder.example/@sanne/1";
    copy.post.source = "feed";
    CHECK(it.put({copy}) == PutReport{.gone = 1});
    auto replayed = sample(1);
    replayed.post.source = "archive";
    CHECK(it.put({replayed}) == PutReport{.gone = 1});
    CHECK(it.counted() == 0);
}

TEST_CASE("what a forgotten person wrote is not taken as somebody's repost either")
{
    Opened it;
    it.put({sample(1), repost_of(1, 2), sample_by("@kees@x.example", 3)});
    CHECK(must(it.store->forget("@sanne@polder.example")) == 2);
    CHECK(must(it.store->count()) == 1);
    CHECK(it.put({repost_of(1, 4)}).gone == 1);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a repost that bears its original's author is erased and uncounted once with that person")
{
    Opened it;
    auto repost = repost_of(1, 2);
    repost.post.author = sample(1).post.author;
    it.put({sample(1), repost, sample_by("@kees@x.example", 3)});
    CHECK(must(it.store->forget("@sanne@polder.example")) == 2);
    CHECK(it.counted() == 1);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a deletion says that posts repeat what is gone, and which")
{
    Opened it;
    CHECK(it.put({sample(1), twin_of(1, 3), twin_of(1, 2)}).orphaned == 0);
    CHECK(must(it.store->orphans(at(0, 0), 10)).empty());
    CHECK(it.put({deleted(1)}).orphaned == 2);
    const auto orphans = must(it.store->orphans(at(0, 0), 10));
    REQUIRE(orphans.size() == 2);
    CHECK(orphans[0] == twin_of(1, 3));
    CHECK(must(it.store->orphans(at(0, 0), 1)).size() == 1);
    CHECK(must(it.store->orphans(at(16, 10), 10)).empty());
}

TEST_CASE("a post that repeats one which is never taken is an orphan from the start")
{
    Opened it;
    it.put({deleted(1)});
    CHECK(it.put({sample(1), twin_of(1, 2)}) == PutReport{.added = 1, .gone = 1, .orphaned = 1});
    CHECK(it.put({twin_of(1, 3)}).orphaned == 2);
}

TEST_CASE("orphans that are put as what they are now are none any more")
{
    Opened it;
    it.put({sample(1), twin_of(1, 2), twin_of(1, 3)});
    it.put({deleted(1)});
    auto heir = sample_by("@bram@x.example", 2);
    CHECK(it.put({heir, twin_of(2, 3)}) == PutReport{.changed = 2});
    CHECK(must(it.store->orphans(at(0, 0), 10)).empty());
    const auto shown = must(it.store->newest("coffee-3", at(0, 0), at(30, 0), 10));
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].post.id == "mastodon:2");
    CHECK(it.counted() == 2);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a platform's posts expire before the others, stay counted and are not taken again")
{
    Opened it;
    it.put({on("youtube", 1, at(1, 9)), on("youtube", 2, at(16, 9)), on("mastodon", 3, at(1, 9)),
            on("youtubers", 4, at(1, 9))});
    CHECK(must(it.store->expire(at(2, 0), "youtube")) == 1);
    CHECK_FALSE(it.holds("youtube:1"));
    CHECK(it.holds("youtube:2"));
    CHECK(it.holds("mastodon:3"));
    CHECK(it.holds("youtubers:4"));
    CHECK(it.counted() == 4);
    CHECK(it.put({on("youtube", 1, at(1, 9)), on("mastodon", 5, at(1, 9))}) ==
          PutReport{.added = 1, .gone = 1});
    CHECK(it.counted() == 5);
    it.store.reset();
    it.store = opened(it.folder);
    CHECK(must(it.store->expire(at(1, 0), "youtube")) == 0);  // an earlier limit changes nothing
    CHECK(it.put({on("youtube", 1, at(1, 9))}).gone == 1);
}

TEST_CASE("the platforms with a limit are those whose terms set one")
{
    std::vector<std::string_view> platforms;
    for (const StorageRule& rule : storage_rules()) {
        platforms.push_back(rule.platform);
        CHECK(rule.most >= std::chrono::hours{24});
        CHECK(rule.most <= std::chrono::days{30});
    }
    CHECK(platforms == std::vector<std::string_view>{"youtube", "linkedin"});
}

TEST_CASE("after random edits, deletions and reunions every slice is the sum of the posts")
{
    Opened it;
    std::mt19937 random{7};
    const auto below = [&](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
    for (int step = 1; step <= 80; ++step) {
        std::vector<RoutedPost> posts;
        for (int i = below(8); i >= 0; --i) {
            auto routed = random_post(random, 60);
            routed.post.text += " versie " + std::to_string(below(5));
            if (below(3) == 0) routed.twin_of = "mastodon:" + std::to_string(below(60));
            if (below(4) == 0) {
                routed.post.kind = Kind::repost;
                routed.post.repost_of = "mastodon:" + std::to_string(below(60));
            }
            routed.post.deleted = below(15) == 0;
            posts.push_back(routed);
        }
        it.put(posts);
        auto orphans = must(it.store->orphans(at(-9, 0), 5));
        for (auto& orphan : orphans)
            orphan.twin_of.clear();
        CHECK(it.put(orphans).orphaned == 0);
        CHECK(it.counted() == std::int64_t(must(it.store->count())));
        if (step % 20 == 0) check_slices(*it.store, it.folder);
    }
    REQUIRE(must(it.store->count()) > 5);
}
