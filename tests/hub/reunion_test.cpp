// SPDX-License-Identifier: Apache-2.0
// Tests of twins that take the place of what they repeated, over the whole road into a real store.
#include "hub/reunion.hpp"

#include "support/catch.hpp"

#include <unistd.h>

#include <filesystem>
#include <memory>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time now{std::chrono::seconds{1'800'000'000}};
const std::string words = "De app doet het weer niet";

class Plain final : public Scorer {
public:
    Mood score(std::string_view text, std::string_view language) const override
    {
        Mood mood;
        mood.language = language;
        mood.confidence = 0.8;
        mood.label = text.find("niet") == text.npos ? Label::positive : Label::negative;
        mood.score = mood.label == Label::positive ? 0.5 : -0.5;
        return mood;
    }
};

WallConfig wall()
{
    WallConfig config;
    config.company.accounts = {"@polderbank@polder.example"};
    config.languages = {"nl"};
    config.screens.emplace_back().name = "hal";
    return config;
}

class Road {
public:
    Road()
        : folder_{std::filesystem::temp_directory_path() /
                  ("narrowcast-reunion-" + std::to_string(::getpid()))},
          refiner_{*Refiner::make(wall(), std::make_shared<Plain>())}
    {
        std::filesystem::remove_all(folder_);
        store = *open_sqlite_store(folder_ / "posts.db");
        source_.name = "bron";
        source_.platform = "mastodon";
    }
    ~Road()
    {
        store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    void bring(std::vector<RawPost> posts)
    {
        const auto put = store->put(refiner_.refine_all(posts, source_, now, {}), "bron", {});
        REQUIRE(put);
        REQUIRE(part_from_edited(*store, refiner_));
        REQUIRE(adopt_orphans(*store, refiner_, now));
        CHECK(store->orphans(now - 96h, 10)->empty());
        CHECK(counted() == static_cast<std::int64_t>(*store->count()));
    }

    std::vector<std::string> wall_shows() const
    {
        std::vector<std::string> ids;
        const auto shown = store->newest("hal", now - 96h, now + 1h, 100);
        REQUIRE(shown);
        for (const RoutedPost& post : *shown)
            ids.push_back(post.post.id);
        return ids;
    }

    std::int64_t counted(std::optional<Label> label = {}) const
    {
        std::int64_t sum = 0;
        const auto buckets = store->slice({.resolution = Resolution::hour,
                                           .from = now - 24h * 30,
                                           .until = now + 24h,
                                           .topic = "",
                                           .value = ""});
        REQUIRE(buckets);
        for (const Bucket& bucket : *buckets)
            sum += !label                      ? bucket.tally.total()
                   : *label == Label::negative ? bucket.tally.negative
                                               : bucket.tally.positive;
        return sum;
    }

    Refiner& refiner() { return refiner_; }
    std::unique_ptr<Store> store;

private:
    std::filesystem::path folder_;
    Refiner refiner_;
    SourceConfig source_;
};

RawPost raw(int id, std::string text, std::string network = "mastodon")
{
    RawPost post;
    post.native_id = std::to_string(id);
    post.network = std::move(network);
    post.text = std::move(text);
    post.author.handle = "@mens" + std::to_string(id) + "@polder.example";
    post.created = now - 1h + std::chrono::seconds{id};
    return post;
}

RawPost deleted(int id, std::string network = "mastodon")
{
    RawPost post = raw(id, "", std::move(network));
    post.deleted = true;
    return post;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("when an original is deleted its oldest twin takes its place on the wall")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky"), raw(3, words, "threads")});
    CHECK(road.wall_shows() == Ids{"mastodon:1"});
    road.bring({deleted(1)});
    CHECK(road.wall_shows() == Ids{"bluesky:2"});
    CHECK(road.store->twins("bluesky:2", 10)->size() == 1);
    CHECK(road.counted(Label::negative) == 2);
    road.bring({deleted(2, "bluesky")});
    CHECK(road.wall_shows() == Ids{"threads:3"});
}

TEST_CASE("twins that are fetched again after the deletion stay what they became")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky"), raw(3, words, "threads")});
    road.bring({deleted(1)});
    road.bring({raw(3, words, "threads"), raw(2, words, "bluesky"), raw(1, words)});
    CHECK(road.wall_shows() == Ids{"bluesky:2"});
}

TEST_CASE("a deleted post that comes back late hides nobody")
{
    Road road;
    road.bring({deleted(1)});
    road.bring({raw(1, words)});
    CHECK(road.wall_shows().empty());
    road.bring({raw(2, words, "bluesky")});
    road.bring({raw(3, words, "threads")});
    CHECK(road.wall_shows() == Ids{"bluesky:2"});
}

TEST_CASE("a repost of a deleted post takes no place")
{
    Road road;
    RawPost repost = raw(2, words);
    repost.kind = Kind::repost;
    repost.repost_of = "1";
    road.bring({raw(1, words), repost});
    road.bring({deleted(1)});
    CHECK(road.wall_shows().empty());
    CHECK(road.counted() == 0);
}

TEST_CASE("when an original says something else its twins show what it said")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky"), raw(3, words, "threads")});
    road.bring({raw(1, "Opgelost, dank voor het geduld allemaal")});
    CHECK(road.wall_shows() == Ids{"bluesky:2", "mastodon:1"});
    CHECK(road.store->twins("bluesky:2", 10)->size() == 1);
    CHECK(road.counted(Label::negative) == 2);
    CHECK(road.counted(Label::positive) == 1);
}

TEST_CASE("an edited twin is shown, scored and counted by its new words")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky")});
    road.bring({raw(2, "Bij mij werkt de app weer prima", "bluesky")});
    CHECK(road.wall_shows() == Ids{"bluesky:2", "mastodon:1"});
    CHECK(road.counted(Label::positive) == 1);
    CHECK(road.counted(Label::negative) == 1);
    road.bring({raw(2, words, "bluesky")});
    CHECK(road.wall_shows() == Ids{"mastodon:1"});
}

TEST_CASE("when the author of an original is forgotten its twin takes the place")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky")});
    REQUIRE(road.store->forget("@mens1@polder.example"));
    REQUIRE(adopt_orphans(*road.store, road.refiner(), now));
    CHECK(road.wall_shows() == Ids{"bluesky:2"});
}

TEST_CASE("what a twin's mood was corrected to outlives its original")
{
    Road road;
    road.bring({raw(1, words), raw(2, words, "bluesky")});
    REQUIRE(road.store->decide({"bluesky:2", Verdict::correct, Label::positive, "Bram", now}));
    road.bring({deleted(1)});
    const auto heir = *road.store->post("bluesky:2");
    REQUIRE(heir);
    CHECK(heir->mood.label == Label::positive);
    REQUIRE(road.store->decide({"bluesky:2", Verdict::uncorrect, Label::neutral, "Bram", now}));
    CHECK((*road.store->post("bluesky:2"))->mood.label == Label::negative);
}

TEST_CASE("news whose headline is edited leaves the card, and the others stay one")
{
    Road road;
    const auto news = [](int id, std::string title) {
        RawPost post = raw(id, "", "rss");
        post.kind = Kind::article;
        post.author = {"Krant " + std::to_string(id), "", "", ""};
        post.title = std::move(title);
        return post;
    };
    const std::string title = "Polderbank-app ligt plat, klanten kunnen niet inloggen";
    road.bring({news(1, title), news(2, title + " - Krant 2"), news(3, "LIVE: " + title)});
    CHECK(road.wall_shows() == Ids{"rss:1"});
    CHECK(road.store->copies("rss:1", 10)->size() == 2);
    road.bring({news(1, "Storing in de app van Polderbank is na drie uur verholpen")});
    CHECK(road.wall_shows() == Ids{"rss:2", "rss:1"});
    CHECK(road.store->copies("rss:2", 10)->size() == 1);
}

TEST_CASE("the company's answer is known by its account, and how long it took")
{
    Road road;
    RawPost answer = raw(2, "Wij zoeken het direct voor u uit");
    answer.kind = Kind::reply;
    answer.in_reply_to = "1";
    answer.author.handle = "@Polderbank@polder.example";
    answer.created = now - 48min + 1s;
    road.bring({answer, raw(1, words)});
    const auto answers = road.store->answers(now - 2h, now, 10);
    REQUIRE(answers);
    REQUIRE(answers->size() == 1);
    CHECK(answers->front().after == 12min);
}
