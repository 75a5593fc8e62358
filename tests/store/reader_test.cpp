// SPDX-License-Identifier: Apache-2.0
#include "store/reader.hpp"

#include "store/samples.hpp"
#include "store/writer.hpp"

#include <random>

using namespace narrowcast;
using namespace narrowcast::samples;
using store::Reader;
using store::Writer;

namespace {

struct Files {
    Folder folder;
    Writer writer = must(Writer::open(folder.file()));
    Reader reader = must(Reader::open(folder.file()));

    void put(const std::vector<RoutedPost>& posts) { must(writer.put(posts, "fediverse", {})); }
    std::vector<std::string> newest(const std::string& screen, std::size_t count = 100)
    {
        std::vector<std::string> ids;
        for (const auto& routed : must(reader.newest(screen, at(0, 0), at(30, 0), count)))
            ids.push_back(routed.post.id);
        return ids;
    }
    std::int64_t total(const SliceQuery& query)
    {
        std::int64_t total = 0;
        for (const auto& bucket : must(reader.slice(query)))
            total += bucket.tally.total();
        return total;
    }
};

using Ids = std::vector<std::string>;

SliceQuery by_day(std::vector<Condition> also)
{
    return {.resolution = Resolution::day,
            .from = at(0, 0),
            .until = at(30, 0),
            .topic = "",
            .dimension = Dimension::all,
            .value = "",
            .also = std::move(also)};
}

}  // namespace

TEST_CASE("the newest posts of a screen come first, and no more than asked for")
{
    Files files;
    files.put({sample(1, at(1, 0)), sample(2, at(3, 0)), sample(3, at(2, 0))});
    CHECK(files.newest("coffee-3") == Ids{"mastodon:2", "mastodon:3", "mastodon:1"});
    CHECK(files.newest("coffee-3", 2) == Ids{"mastodon:2", "mastodon:3"});
    CHECK(files.newest("coffee-4").empty());
}

TEST_CASE("of posts of the same second the one stored last is newest")
{
    Files files;
    files.put({sample(1), sample(2), sample(3)});
    CHECK(files.newest("coffee-3") == Ids{"mastodon:3", "mastodon:2", "mastodon:1"});
}

TEST_CASE("a post from the end of the time asked for is not among the newest")
{
    Files files;
    files.put({sample(1, at(1, 0)), sample(2, at(2, 0))});
    CHECK(must(files.reader.newest("coffee-3", at(1, 0), at(2, 0), 9)).size() == 1);
}

TEST_CASE("twins, sensitive posts and posts routed to nobody are not among the newest")
{
    Files files;
    auto twin = sample(1), sensitive = sample(2), unrouted = sample(3);
    twin.twin_of = "mastodon:9";
    sensitive.post.sensitive = true;
    unrouted.screens.clear();
    files.put({twin, sensitive, unrouted, sample(4)});
    CHECK(files.newest("") == Ids{"mastodon:4"});
    CHECK(files.newest("coffee-3") == Ids{"mastodon:4"});
}

TEST_CASE("twins and posts routed to nobody are counted all the same")
{
    Files files;
    auto twin = sample(1), unrouted = sample(2);
    twin.twin_of = "mastodon:9";
    unrouted.screens.clear();
    files.put({twin, unrouted});
    CHECK(files.total(by_day({})) == 2);
}

TEST_CASE("a slice says when, how many of which label, and how many are not sure")
{
    Files files;
    auto unsure = sample(2, at(1, 5, 59));
    unsure.mood = {.label = Label::positive,
                   .score = 0.25,
                   .confidence = 0.2,
                   .sure = false,
                   .language = "nl",
                   .words = {}};
    files.put({sample(1, at(1, 5)), unsure, sample(3, at(1, 7))});
    const auto buckets = must(files.reader.slice({.resolution = Resolution::hour,
                                                  .from = at(1, 5),
                                                  .until = at(1, 7),
                                                  .topic = "app",
                                                  .dimension = Dimension::department,
                                                  .value = "service"}));
    const Tally tally{.negative = 1, .neutral = 0, .positive = 1, .unsure = 1, .score = -0.375};
    CHECK(buckets == std::vector<Bucket>{{.start = at(1, 5), .tally = tally}});
}

TEST_CASE("a slice of a topic, source or screen nobody knows is empty")
{
    Files files;
    files.put({sample(1)});
    auto query = by_day({});
    query.topic = "no such topic";
    CHECK(files.total(query) == 0);
    CHECK(files.total(by_day({{Dimension::source, "no such source"}})) == 0);
}

TEST_CASE("several conditions at once are answered by day")
{
    Files files;
    auto english = sample(2), forum = sample(3), news = sample(4);
    english.post.language = "en";
    forum.post.source = "forum";
    news.departments = {"service", "news"};
    files.put({sample(1), english, forum, news});
    CHECK(files.total(by_day({{Dimension::language, "nl"}})) == 3);
    CHECK(files.total(by_day({{Dimension::language, "nl"}, {Dimension::source, "fediverse"}})) ==
          2);
    CHECK(files.total(by_day({{Dimension::department, "news"}, {Dimension::language, "nl"}})) == 1);
    auto query = by_day({{Dimension::source, "fediverse"}});
    query.topic = "app";
    query.dimension = Dimension::department;
    query.value = "service";
    CHECK(files.total(query) == 3);
}

TEST_CASE("several conditions by hour, or two languages at once, are refused in words")
{
    Files files;
    auto hourly = by_day({{Dimension::language, "nl"}});
    hourly.resolution = Resolution::hour;
    CHECK(files.reader.slice(hourly).error().fault == Fault::refused);
    files.put({sample(1)});
    const auto twice = by_day({{Dimension::language, "nl"}, {Dimension::language, "nl"}});
    CHECK(files.reader.slice(twice).error().fault == Fault::refused);
}

TEST_CASE("a cursor comes back as it was stored, and an unknown source begins at the beginning")
{
    Files files;
    const Cursor cursor{.position = "12",
                        .session = "s",
                        .etag = "W/\"x\"",
                        .last_modified = "Tue, 17 Nov 2026 09:00:00 GMT"};
    must(files.writer.put({}, "fediverse", cursor));
    CHECK(must(files.reader.cursor("fediverse")) == cursor);
    CHECK(must(files.reader.cursor("news")) == Cursor{});
}

// ---- walk ------------------------------------------------------------------------------------

TEST_CASE("a walk meets every post once, newest first, whatever the size of its pages")
{
    Files files;
    std::mt19937 random{7};
    std::vector<RoutedPost> posts;
    for (int number = 0; number < 200; ++number)  // many of the same second
        posts.push_back(sample(number, at(1, 0, 0, static_cast<int>(random() % 20))));
    files.put(posts);
    std::sort(posts.begin(), posts.end(), [](const RoutedPost& a, const RoutedPost& b) {
        return std::pair{a.post.created, a.post.id} > std::pair{b.post.created, b.post.id};
    });
    for (const std::size_t size : {1U, 7U, 200U, 1000U}) {
        std::vector<RoutedPost> met;
        PostPlace before{Time::max(), ""};
        for (bool more = true; more;) {
            const auto page = must(files.reader.walk(before, at(0, 0), size));
            met.insert(met.end(), page.begin(), page.end());
            more = page.size() == size;
            if (!page.empty()) before = {page.back().post.created, page.back().post.id};
        }
        CHECK(met == posts);
    }
}

TEST_CASE("a walk meets also what is never shown")
{
    Files files;
    auto twin = sample(1, at(1, 4)), sensitive = sample(2, at(1, 3)),
         unwanted = sample(3, at(1, 2));
    const auto hidden = sample(4, at(1, 1));
    twin.twin_of = "mastodon:9";
    sensitive.post.sensitive = true;
    unwanted.screens.clear();
    files.put({twin, sensitive, unwanted, hidden});
    must(files.writer.decide(
        {.post = hidden.post.id, .verdict = Verdict::hide, .label = {}, .by = "", .at = {}}));
    CHECK(must(files.reader.walk({at(2, 0), ""}, at(1, 0), 10)) ==
          std::vector{twin, sensitive, unwanted, hidden});
}

TEST_CASE("a walk begins before its place and ends at its time")
{
    Files files;
    files.put({sample(1, at(1, 0)), sample(2, at(2, 0)), sample(3, at(3, 0))});
    CHECK(must(files.reader.walk({at(3, 0), ""}, at(2, 0), 10)) ==
          std::vector{sample(2, at(2, 0))});
    CHECK(must(files.reader.walk({at(2, 0), "mastodon:2"}, at(1, 0), 10)) ==
          std::vector{sample(1, at(1, 0))});
}

TEST_CASE("a walk gives moods as they were scored, and putting its posts again changes nothing")
{
    Files files;
    files.put({sample(1), sample(2)});
    must(files.writer.decide({.post = "mastodon:1",
                              .verdict = Verdict::correct,
                              .label = Label::positive,
                              .by = "",
                              .at = {}}));
    const auto met = must(files.reader.walk({Time::max(), ""}, Time::min(), 10));
    REQUIRE(met.size() == 2);
    CHECK(met.back() == sample(1));
    const auto report = must(files.writer.put(met, "", {}));
    CHECK(report.same == 2);
    CHECK(must(files.reader.post("mastodon:1"))->mood.label == Label::positive);
}

TEST_CASE("a note is kept until the next of its name, and is none of the store's own numbers")
{
    Files files;
    CHECK(must(files.reader.note("routed by")).empty());
    CHECK(must(files.reader.note("salt")).empty());
    must(files.writer.keep_note("routed by", "one"));
    must(files.writer.keep_note("routed by", "two"));
    must(files.writer.keep_note("salt", "harmless"));
    CHECK(must(files.reader.note("routed by")) == "two");
    auto reopened = must(Reader::open(files.folder.file()));
    CHECK(must(reopened.note("routed by")) == "two");
}

TEST_CASE("the twins of a post come oldest first, shown or not")
{
    const Folder folder;
    const auto store = opened(folder);
    auto late = sample(3, at(16, 12)), early = sample(2, at(16, 10)), other = sample(4);
    late.twin_of = early.twin_of = "mastodon:1";
    early.post.sensitive = true;
    other.twin_of = "mastodon:9";
    must(store->put({sample(1), late, early, other}, "fediverse", {}));
    CHECK(must(store->twins("mastodon:1", 10)) == std::vector{early, late});
    CHECK(must(store->twins("mastodon:1", 1)) == std::vector{early});
    CHECK(must(store->twins("", 10)).empty());
}

TEST_CASE("copies are told by network and author, without those that nobody might show")
{
    const Folder folder;
    const auto store = opened(folder);
    const auto copy = [](int number, std::string network, std::string outlet, int hour) {
        auto routed = sample(number, at(16, hour));
        routed.post.kind = Kind::article;
        routed.post.network = std::move(network);
        routed.post.author = {.name = outlet, .handle = "", .avatar = "", .url = ""};
        routed.twin_of = "mastodon:1";
        routed.screens.clear();
        routed.trace = {"no topic matches", "not shown: same story as mastodon:1"};
        return routed;
    };
    auto blocked = copy(7, "rss", "De Roddelaar", 10);
    blocked.trace.back() = "not shown: blocked person 'De Roddelaar'";
    auto sensitive = copy(8, "rss", "Bloedkrant", 10);
    sensitive.post.sensitive = true;
    must(store->put(
        {sample(1), copy(2, "rss", "Omroep Delta", 12), copy(3, "rss", "De Dijkbode", 10),
         copy(4, "rss", "De Dijkbode", 14), copy(5, "bluesky", "De Dijkbode", 13),
         copy(6, "rss", "Verborgen", 10), blocked, sensitive},
        "news", {}));
    must(store->decide({.post = "mastodon:6",
                        .verdict = Verdict::hide,
                        .label = Label::neutral,
                        .by = "Bram",
                        .at = at(17, 0)}));
    const std::vector<Copy> all{{"rss", "De Dijkbode", Kind::article, 2},
                                {"rss", "Omroep Delta", Kind::article, 1},
                                {"bluesky", "De Dijkbode", Kind::article, 1}};
    CHECK(must(store->copies("mastodon:1", 10)) == all);
    CHECK(must(store->copies("mastodon:1", 1)).size() == 1);
    CHECK(must(store->copies("mastodon:2", 10)).empty());
}

TEST_CASE("an author's history is how many of their posts are held, and since when")
{
    Files files;
    const auto by = [](int number, Time created, const std::string& handle) {
        RoutedPost post = sample(number, created);
        post.post.author = {"Sanne", handle, "", ""};
        return post;
    };
    files.put({by(1, at(3, 0), "@sanne@polder.example"), by(2, at(1, 0), "@sanne@polder.example"),
               by(3, at(0, 0), "@joost@polder.example")});
    CHECK(must(files.reader.history("mastodon:1")) == History{2, at(1, 0)});
    CHECK(must(files.reader.history("mastodon:3")) == History{1, at(0, 0)});
    CHECK(must(files.reader.history("mastodon:99")) == History{});
}

TEST_CASE("posts that nobody is named as the author of have no history together")
{
    Files files;
    RoutedPost one = sample(1), other = sample(2);
    one.post.author = other.post.author = {};
    files.put({one, other});
    CHECK(must(files.reader.history("mastodon:1")) == History{});
}
