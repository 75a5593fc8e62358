// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"
#include "narrowcast/edition.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iterator>

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

}  // namespace

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
                                       "3:5: /slide/scene: must be \"post\" or \"today\""));
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
