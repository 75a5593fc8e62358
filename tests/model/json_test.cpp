// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"
#include "narrowcast/edition.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

using namespace narrowcast;

namespace {

Post full_post()
{
    Post post;
    post.id = "mastodon:1";
    post.source = "toots";
    post.network = "mastodon";
    post.kind = Kind::reply;
    post.author = {"Sanne", "@sanne@polder.example", "https://polder.example/a.png",
                   "https://polder.example/@sanne"};
    post.title = "Titel";
    post.text = "Regel een\nregel \"twee\" 😤";
    post.created = *from_rfc3339("2026-11-21T10:42:00Z");
    post.edited = *from_rfc3339("2026-11-21T10:43:00Z");
    post.language = "nl";
    post.url = "https://polder.example/1";
    post.media = {{"image", "https://polder.example/p.png", "een pinautomaat"}};
    post.counts = {3, 0, std::nullopt};
    post.rating = 2.5;
    post.in_reply_to = "mastodon:0";
    post.sensitive = true;
    return post;
}

Edition full_edition()
{
    Edition edition;
    edition.wall.screen = "lobby";
    edition.wall.theme = Theme::light;
    edition.wall.today.hours = {{1, 2, 3, 4, 0.5, 7.25}, {}};
    edition.wall.today.peaks = {{{}, {}, {}, 66, {"app", "storing"}, "mastodon:1"}};
    edition.start = *from_rfc3339("2026-11-21T10:40:00Z");
    const Mood mood{Label::negative, -0.7, 0.92, true, "nl", {{4, 9, -0.5}}};
    edition.turns.push_back({PostSlide{full_post(), mood}, std::chrono::seconds{8}});
    edition.turns.push_back(
        {TodaySlide{{{full_post(), mood, {"app"}, 66, true}}}, std::chrono::seconds{12}});
    return edition;
}

PostSlide card(const std::string& id)
{
    Post post = full_post();
    post.id = id;
    return {post, {Label::negative, -0.7, 0.92, true, "nl", {{4, 9, -0.5}}}, {2, {"NOS", "nu"}}};
}

Quote quote(const std::string& id)
{
    return {card(id).post, card(id).mood, {"app", "storing"}, 66, true};
}

// Each kind once, with something in every member; the posts on it are called "1", "2" ...
std::vector<Slide> every_kind()
{
    using namespace std::chrono_literals;
    const Time monday = *from_rfc3339("2026-11-16T00:00:00Z");
    TopicTrend app{"App", {4, 3, 2, 1}, 7, true, {5, 6, 10}, card("1")}, bare;
    bare.name = "Prijs";
    return {
        card("1"),
        TodaySlide{{quote("1"), quote("2")}},
        MosaicSlide{{card("1"), card("2"), card("3")}},
        TopicsSlide{{app, bare}},
        VoicesSlide{{card("1"), card("2")}, {{card("3"), card("4"), 720s}}, 9, 300s},
        ReviewsSlide{{{monday, 12, 3.5}}, {1, 0, 2, 4, 5}, 4.25, {card("1")}},
        WeekSlide{{{monday, {{1, 2, 3, 4}, {}}, 55.5, {"staking"}}}, true, {quote("1")}},
        MessageSlide{"Kantine dicht", "Vrijdag weer open", "/media/own/a.png", true},
        CrisisSlide{"Wij werken eraan", monday, true, {{card("1"), 40}, {card("2"), 3}}},
    };
}

}  // namespace

TEST_CASE("a slide file of every kind survives the trip through JSON")
{
    const auto slides = every_kind();
    REQUIRE(slides.size() == std::variant_size_v<Slide>);
    for (std::size_t kind = 0; kind < slides.size(); ++kind) {
        REQUIRE(slides[kind].index() == kind);
        const SlideFile file{full_edition().wall, slides[kind], full_edition().start};
        const auto again = slide_file_from_json(to_json(file));
        INFO(to_json(file));
        REQUIRE(again);
        CHECK(*again == file);
    }
}

TEST_CASE("an edition of every kind of slide survives the trip through JSON")
{
    Edition edition = full_edition();
    for (const Slide& slide : every_kind())
        edition.turns.push_back({slide, std::chrono::seconds{13}});
    edition.wall.logo = "/media/own/logo.png";
    edition.wall.background = "#102030";
    edition.wall.quiet_hours = "22:00-06:30";
    edition.wall.skew = 0.04;
    const auto again = edition_from_json(to_json(edition));
    REQUIRE(again);
    CHECK(*again == edition);
}

TEST_CASE("each post on a slide is visited once, and can be changed there")
{
    const std::vector<std::size_t> posts{1, 2, 3, 1, 4, 1, 1, 0, 2};  // by kind
    auto slides = every_kind();
    for (std::size_t kind = 0; kind < slides.size(); ++kind) {
        std::vector<std::string> ids;
        for_each_post(std::as_const(slides[kind]),
                      [&](const Post& post) { ids.push_back(post.id); });
        std::vector<std::string> expected;
        for (std::size_t i = 1; i <= posts[kind]; ++i)
            expected.push_back(std::to_string(i));
        INFO("kind " << kind);
        CHECK(ids == expected);

        for_each_post(slides[kind], [](Post& post) { post.author.avatar = "/media/seen.png"; });
        const std::string json = to_json(SlideFile{{}, slides[kind], {}});
        CHECK(json.find("https://polder.example/a.png") == json.npos);
    }
}

TEST_CASE("an edition survives the trip through JSON")
{
    const Edition edition = full_edition();
    const auto again = edition_from_json(to_json(edition));
    REQUIRE(again);
    CHECK(*again == edition);
    CHECK(to_json(edition).find('\n') == std::string::npos);  // one line: it travels as one event
}

TEST_CASE("an edition of a newer hub is read as far as it is understood")
{
    Json json = *parse_json(to_json(full_edition()));
    json["wall"]["hologram"] = true;
    const auto again = edition_from_json(dump(json));
    REQUIRE(again);
    CHECK(*again == full_edition());
}

TEST_CASE("an edition that is torn or of wrong types is garbled, never a crash")
{
    const std::string whole = to_json(full_edition());
    for (std::size_t length = 0; length < whole.size(); length += 31)
        CHECK(!edition_from_json(whole.substr(0, length)));
    CHECK(!edition_from_json(R"({"turns": 3})"));
    CHECK(!edition_from_json(R"({"turns": [{"slide": {"scene": "opera"}}]})"));
}

TEST_CASE("a post is one line of JSON in the contract's order, without what is not known")
{
    CHECK(
        to_json_line(full_post()) ==
        R"({"id":"mastodon:1","source":"toots","network":"mastodon","kind":"reply","author":{"name":"Sanne","handle":"@sanne@polder.example","avatar":"https://polder.example/a.png","url":"https://polder.example/@sanne"},"title":"Titel","text":"Regel een\nregel \"twee\" 😤","created_at":"2026-11-21T10:42:00Z","edited_at":"2026-11-21T10:43:00Z","language":"nl","url":"https://polder.example/1","media":[{"type":"image","url":"https://polder.example/p.png","alt":"een pinautomaat"}],"counts":{"likes":3,"reposts":0},"rating":2.5,"in_reply_to":"mastodon:0","sensitive":true})");
    Post bare;
    bare.id = "rss:x";
    bare.source = "news";
    CHECK(to_json_line(bare) ==
          R"({"id":"rss:x","source":"news","kind":"post","created_at":"1970-01-01T00:00:00Z"})");
}

TEST_CASE("a slide file is refused with the line of its mistake")
{
    const auto wrong = slide_file_from_json("{\n  \"slide\": {\n    \"scene\": \"pots\"\n  }\n}");
    REQUIRE(!wrong);
    CHECK(wrong.error().fault == Fault::refused);
    CHECK_THAT(wrong.error().text, Catch::Matchers::ContainsSubstring(
                                       "3:5: /slide/scene: must be \"post\", \"today\", "
                                       "\"mosaic\", \"topics\", \"voices\", \"reviews\", \"week\", "
                                       "\"message\" or \"crisis\""));
    CHECK(slide_file_from_json(R"({"slide": {"scene": "post", "post": {"text": "Hallo"}}})"));
}

TEST_CASE("the slide files of the tests are in order")
{
    for (const char* name : {"post", "today"}) {
        std::ifstream stream{std::string{NARROWCAST_SOURCE_DIR} + "/tests/data/slides/" + name +
                             ".json"};
        const std::string text{std::istreambuf_iterator<char>{stream}, {}};
        CHECK(slide_file_from_json(text));
    }
}
