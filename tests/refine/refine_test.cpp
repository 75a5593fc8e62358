// SPDX-License-Identifier: Apache-2.0
// Tests of the whole road of a post.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

const Time now{std::chrono::seconds{1'800'000'000}};

// Says what it was asked to score.
class Echo final : public Scorer {
public:
    Mood score(std::string_view text, std::string_view language) const override
    {
        Mood mood;
        mood.language = language;
        mood.confidence = 0.6;
        mood.label = Label::positive;
        mood.score = 0.6;
        mood.words = {{0, 3, 0.5}, {text.size() - 3, text.size(), 0.5}};
        return mood;
    }
};

WallConfig company()
{
    WallConfig config;
    config.languages = {"nl", "en"};
    ScreenConfig screen;
    screen.name = "hal";
    config.screens = {screen};
    return config;
}

Refiner refiner(const WallConfig& config = company())
{
    return *Refiner::make(config, std::make_shared<Echo>());
}

SourceConfig source()
{
    SourceConfig made;
    made.name = "bron";
    made.platform = "mastodon";
    return made;
}

RawPost said(std::string id, std::string text)
{
    RawPost raw;
    raw.native_id = std::move(id);
    raw.text = std::move(text);
    return raw;
}

}  // namespace

TEST_CASE("a post is cleaned, given a language, scored and routed")
{
    RawPost raw = said("1", "<p>De app doet het vanochtend weer helemaal niet</p>");
    raw.markup = Markup::html;
    const RoutedPost post = refiner().refine(raw, source(), now);
    CHECK(post.post.id == "mastodon:1");
    CHECK(post.post.text == "De app doet het vanochtend weer helemaal niet");
    CHECK(post.post.language == "nl");
    CHECK(post.mood.language == "nl");
    CHECK(post.screens == std::vector<std::string>{"hal"});
}

TEST_CASE("a repost of a shown post is routed to nobody")
{
    Refiner road = refiner();
    road.refine(said("1", "De app doet het weer"), source(), now);
    RawPost repost = said("2", "De app doet het weer");
    repost.kind = Kind::repost;
    repost.repost_of = "1";
    const RoutedPost post = road.refine(repost, source(), now);
    CHECK(post.screens.empty());
    CHECK(post.twin_of == "mastodon:1");
    CHECK(post.trace.back() == "not shown: repost of mastodon:1");
}

TEST_CASE("what the author claims goes before what the source does")
{
    SourceConfig english = source();
    english.language = "en";
    RawPost raw = said("1", "Super!");
    CHECK(refiner().refine(raw, english, now).post.language == "en");
    raw.language = "de";
    CHECK(refiner().refine(raw, english, now).post.language == "de");
    raw.language = "";
    CHECK(refiner().refine(raw, source(), now).post.language == "nl");
}

TEST_CASE("a source may have a name of its own for its network")
{
    SourceConfig named = source();
    named.network = "Polderforum";
    const RoutedPost post = refiner().refine(said("1", "Hallo"), named, now);
    CHECK(post.post.network == "Polderforum");
    CHECK(post.post.id == "mastodon:1");
}

TEST_CASE("the look says from which confidence on the mood is sure")
{
    WallConfig config = company();
    CHECK(refiner(config).refine(said("1", "Hallo"), source(), now).mood.sure);
    config.look.sure_from = 0.7;
    CHECK_FALSE(refiner(config).refine(said("1", "Hallo"), source(), now).mood.sure);
}

TEST_CASE("words that decided in a title are not underlined in the text")
{
    RawPost raw = said("1", "Het regent");
    raw.title = "Goed nieuws";
    const Mood mood = refiner().refine(raw, source(), now).mood;
    REQUIRE(mood.words.size() == 1);
    CHECK(mood.words[0].begin == 7);
    CHECK(mood.words[0].end == 10);
}

TEST_CASE("stars say more than words")
{
    RawPost raw = said("1", "Geweldig hoor");
    raw.kind = Kind::review;
    raw.rating = 1;
    const RoutedPost post = refiner().refine(raw, source(), now);
    CHECK(post.mood.label == Label::negative);
    CHECK(post.mood.sure);
    CHECK(post.mood.words.empty());
}

TEST_CASE("a stored post goes the same road again")
{
    Refiner road = refiner();
    const RoutedPost first = road.refine(said("1", "Een mooie dag aan zee"), source(), now);
    const RoutedPost twin = road.refine(said("2", "Een mooie dag aan zee"), source(), now);
    CHECK(twin.twin_of == "mastodon:1");
    CHECK(road.route_again(first) == first);
    CHECK(road.route_again(twin) == twin);
    CHECK(refiner().route_again(twin) == twin);  // also in another run, which saw none of them
}

TEST_CASE("a post of an earlier run has its twins found")
{
    Refiner before = refiner(), after = refiner();
    after.remember(before.refine(said("1", "Een mooie dag aan zee"), source(), now).post);
    CHECK(after.refine(said("2", "Een mooie dag aan zee"), source(), now).twin_of == "mastodon:1");
}

TEST_CASE("a wall with a wrong query is refused")
{
    WallConfig config = company();
    config.topics = {{"App", "app ("}};
    CHECK(Refiner::make(config, std::make_shared<Echo>()).error().fault == Fault::refused);
}
