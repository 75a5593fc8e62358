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

// Says how many texts it was given at once.
class Counting final : public Scorer {
public:
    Mood score(std::string_view, std::string_view) const override { return {}; }
    std::vector<Mood> score_all(std::span<const Text> texts, const std::stop_token&) const override
    {
        std::vector<Mood> moods(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            moods[i].confidence = static_cast<double>(texts.size()) / 10;
            moods[i].score = static_cast<double>(texts[i].text.size());
        }
        return moods;
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

TEST_CASE("a stored post that is scored again has the mood of a new one, and the same route")
{
    Refiner road = refiner();
    RawPost raw = said("1", "Het regent");
    raw.title = "Goed nieuws";
    const RoutedPost titled = road.refine(raw, source(), now);
    raw = said("2", "Geweldig hoor, wat een zee");
    raw.rating = 1;
    const RoutedPost rated = road.refine(raw, source(), now);
    const RoutedPost twin = road.refine(said("3", "Geweldig hoor, wat een zee"), source(), now);
    CHECK(road.score_again({titled, rated, twin}, {}) == std::vector{titled, rated, twin});
    auto other = rated;
    other.mood = {};
    CHECK(road.score_again({other}, {}) == std::vector{rated});
    CHECK(road.score_again({}, {}).empty());
}

TEST_CASE("a refiner that is given another scorer uses it from then on")
{
    class Grumpy final : public Scorer {
        Mood score(std::string_view, std::string_view) const override { return {}; }
    };
    Refiner road = refiner();
    const RoutedPost before = road.refine(said("1", "Een mooie dag"), source(), now);
    road.use(std::make_shared<Grumpy>());
    CHECK(before.mood.label == Label::positive);
    CHECK(road.score_again({before}, {})[0].mood.label == Label::neutral);
    CHECK(road.refine(said("2", "Nog een mooie dag"), source(), now).mood.label == Label::neutral);
}

TEST_CASE("posts that came together are scored together, and each gets its own mood")
{
    auto together = *Refiner::make(company(), std::make_shared<Counting>());
    std::vector<RawPost> raw{said("1", "kort"), said("2", "iets langer"), said("3", "kort")};
    raw[1].title = "Titel";
    const auto refined = together.refine_all(raw, source(), now, {});
    REQUIRE(refined.size() == 3);
    for (const RoutedPost& post : refined)
        CHECK(post.mood.confidence == 0.3);
    CHECK(refined[0].mood.score == 4);
    CHECK(refined[1].mood.score == 18);  // with its title
    CHECK(refined[2].post.id == "mastodon:3");
}

TEST_CASE("posts that came together are what they would be one by one")
{
    auto together = refiner(), alone = refiner();
    const std::vector<RawPost> raw{said("1", "De storing bij de geldautomaten duurt al drie uur"),
                                   said("2", "Goed geholpen aan de balie"),
                                   said("3", "De storing bij de geldautomaten duurt al drie uur")};
    std::vector<RawPost> copies = raw;
    const auto refined = together.refine_all(copies, source(), now, {});
    REQUIRE(refined.size() == raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i)
        CHECK(refined[i] == alone.refine(raw[i], source(), now));
    CHECK(refined[2].twin_of == "mastodon:1");
}

TEST_CASE("where the text gives no mood the stars give it")
{
    class Clueless final : public Scorer {
        Mood score(std::string_view, std::string_view) const override { return {}; }
    };
    Refiner road = *Refiner::make(company(), std::make_shared<Clueless>());
    int id = 0;
    const auto mood_of = [&](double stars, std::string text) {
        RawPost raw = said(std::to_string(++id), std::move(text));
        raw.kind = Kind::review;
        raw.rating = stars;
        return road.refine(raw, source(), now).mood;
    };
    for (const auto* text : {"", "Tja"}) {
        CHECK(mood_of(1, text).label == Label::negative);
        CHECK(mood_of(2, text).label == Label::negative);
        CHECK(mood_of(3, text).label == Label::neutral);
        CHECK(mood_of(4, text).label == Label::positive);
        CHECK(mood_of(5, text).label == Label::positive);
    }
    const Mood mood = mood_of(5, "");
    CHECK(mood.confidence == 0.9);
    CHECK(mood.sure);
    CHECK(mood.score == 1);
}

TEST_CASE("the twins of a forgotten post are shown again, the first of them only")
{
    Refiner road = refiner();
    road.refine(said("1", "De app doet het weer niet"), source(), now);
    std::vector<RoutedPost> twins{
        road.refine(said("2", "De app doet het weer niet"), source(), now),
        road.refine(said("3", "De app doet het weer niet"), source(), now)};
    REQUIRE(twins[0].screens.empty());
    road.forget("mastodon:1");
    twins = road.reunite(std::move(twins));
    CHECK(twins[0].twin_of.empty());
    CHECK(twins[0].screens == std::vector<std::string>{"hal"});
    CHECK(twins[1].twin_of == "mastodon:2");
    CHECK(twins[1].trace.back() == "not shown: same words as mastodon:2");
}

TEST_CASE("the twins of an edited post keep their moods when they part from it")
{
    Refiner road = refiner();
    road.refine(said("1", "De app doet het weer niet"), source(), now);
    std::vector<RoutedPost> twins{
        road.refine(said("2", "De app doet het weer niet"), source(), now)};
    const Mood mood = twins[0].mood;
    road.refine(said("1", "Het is opgelost, dank voor het geduld"), source(), now);
    CHECK(road.take_parted() == std::vector<std::string>{"mastodon:1"});
    twins = road.reunite(std::move(twins));
    CHECK(twins[0].twin_of.empty());
    CHECK(twins[0].mood == mood);
}
