// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

#include <set>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& mastodon() { return *platform_named("mastodon"); }

SourceConfig timeline(const std::string& tag = "polderbank")
{
    SourceConfig source = source_of("mastodon");
    source.url = "https://polder.example/";
    source.tag = tag;
    return source;
}

Result<Page> read(const Response& response, const std::string& position = "")
{
    Cursor cursor;
    cursor.position = position;
    return mastodon().read(timeline(), cursor, response);
}

std::vector<RawPost> tricky() { return read(answer(recorded("mastodon/tricky.json")))->posts; }

}  // namespace

TEST_CASE("mastodon: a tag, or else the public timeline, is asked for")
{
    CHECK(mastodon().ask(timeline(), {}, Time{}).url ==
          "https://polder.example/api/v1/timelines/tag/polderbank?limit=40");
    CHECK(mastodon().ask(timeline("#b\xC3\xA4nk"), {}, Time{}).url ==
          "https://polder.example/api/v1/timelines/tag/b%C3%A4nk?limit=40");
    CHECK(mastodon().ask(timeline(""), {}, Time{}).url ==
          "https://polder.example/api/v1/timelines/public?limit=40");
}

TEST_CASE("mastodon: it goes on from the newest post")
{
    Cursor cursor;
    cursor.position = "01M7ZS";
    CHECK(mastodon().ask(timeline(), cursor, Time{}).url ==
          "https://polder.example/api/v1/timelines/tag/polderbank?limit=40&min_id=01M7ZS");
}

TEST_CASE("mastodon: a credential becomes a header, never part of the address")
{
    SourceConfig source = timeline();
    CHECK(mastodon().ask(source, {}, Time{}).headers.size() == 1);
    source.credential = "s3cret\n";
    const Request request = mastodon().ask(source, {}, Time{});
    CHECK(request.headers.at(1) ==
          std::pair<std::string, std::string>{"Authorization", "Bearer s3cret"});
    CHECK(request.url.find("s3cret") == std::string::npos);
}

TEST_CASE("mastodon: a recorded answer of a real server becomes posts")
{
    const auto page = read(answer(recorded("mastodon/snac_tag.json")));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 3);
    const RawPost& post = page->posts.front();
    CHECK(post.native_id == "179528790122d4bbcbba4b46635b5f4b1bbca91c21");
    CHECK(post.canonical == "http://localhost:18601/acmefan/p/1795287901.221564");
    CHECK(post.author.name == "acmefan");
    CHECK(post.author.handle == "@acmefan@localhost:18601");
    CHECK(post.author.avatar == "http://localhost:18601/susie.png");
    CHECK(post.created == at("2026-11-21T19:05:01Z"));
    CHECK(post.language == "en");
    CHECK(post.markup == Markup::html);
    CHECK_THAT(post.text, ContainsSubstring("kept me waiting 40 minutes"));
    CHECK(post.counts == Counts{.likes = 0, .reposts = 0, .replies = 0});
    CHECK(post.kind == Kind::post);
    CHECK_FALSE(post.sensitive);
    CHECK(page->garbled.empty());
}

TEST_CASE("mastodon: the first answer ends the first run, and its newest post is where to go on")
{
    const auto page = read(answer(recorded("mastodon/snac_tag.json")));
    CHECK(page->next.position == "179528790122d4bbcbba4b46635b5f4b1bbca91c21");
    CHECK_FALSE(page->more);
}

TEST_CASE("mastodon: later pages follow at once until one is empty")
{
    const auto page = read(answer(recorded("mastodon/snac_tag.json")), "1");
    CHECK(page->more);
    const auto end = read(answer("[]"), page->next.position);
    CHECK_FALSE(end->more);
    CHECK(end->next.position == page->next.position);
}

TEST_CASE("mastodon: a server that repeats its page is not asked for ever")
{
    const auto page = read(answer(recorded("mastodon/snac_tag.json")),
                           "179528790122d4bbcbba4b46635b5f4b1bbca91c21");
    CHECK_FALSE(page->more);
}

TEST_CASE("mastodon: the Link header says where to go on")
{
    Response response = answer(recorded("mastodon/snac_tag.json"));
    response.headers.emplace(
        "link",
        "<https://polder.example/api/v1/timelines/tag/x?limit=40&max_id=5>; rel=\"next\", "
        "<https://polder.example/api/v1/timelines/tag/x?limit=40&min_id=777>; rel=\"prev\"");
    CHECK(read(response)->next.position == "777");
}

TEST_CASE("mastodon: a boost shows the original, by its author")
{
    const auto posts = tricky();
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].kind == Kind::repost);
    CHECK(posts[0].native_id == "115582000000000003");
    CHECK(posts[0].repost_of == "115582000000000001");
    CHECK(posts[0].author.handle == "@joris@dijk.example");
    CHECK(posts[0].counts.likes == 41);
    CHECK(posts[0].edited == at("2026-11-21T09:30:00Z"));
    CHECK_THAT(posts[0].text, ContainsSubstring(":blob:"));
}

TEST_CASE("mastodon: names are plain text, whatever they look like")
{
    CHECK(tricky().at(0).author.name == "Joris &lt;b&gt;&amp; zoon&lt;/b&gt;");
}

TEST_CASE("mastodon: pictures and films come with their descriptions")
{
    const auto media = tricky().at(0).media;
    REQUIRE(media.size() == 2);
    CHECK(media[0] ==
          Media{.type = "video", .url = "https://dijk.example/m.mp4", .alt = "Een telefoon"});
    CHECK(media[1] == Media{.type = "other", .url = "https://far.example/x.bin", .alt = ""});
}

TEST_CASE("mastodon: a content warning, or a visibility other than public, makes a post sensitive")
{
    const RawPost post = tricky().at(1);
    CHECK(post.sensitive);
    CHECK(post.title == "Klacht over de bank");
    CHECK(post.kind == Kind::reply);
    CHECK(post.in_reply_to == "115582000000000000");
    CHECK(post.author.name == "mo");
    CHECK(post.author.handle == "@mo@polder.example");
    CHECK(post.author.avatar.empty());
    CHECK(post.language.empty());
}

TEST_CASE("mastodon: one bad post does not lose the page")
{
    const auto page =
        read(answer(R"([{"id":"1"}, 7, {"id":"2","content":"<p>x</p>","account":{}}])"));
    REQUIRE(page);
    CHECK(page->posts.size() == 1);
    CHECK(page->garbled.size() == 2);
}

TEST_CASE("mastodon: a post with any field of another type is read or skipped, never a crash")
{
    const Json good = *parse_json(recorded("mastodon/tricky.json"));
    std::set<std::string> places;  // of every value: leaves, and the objects and lists around them
    const Json flat = good.flatten();
    for (const auto& leaf : flat.items())
        for (auto at_ = Json::json_pointer{leaf.key()}; !at_.empty(); at_ = at_.parent_pointer())
            places.insert(at_.to_string());
    REQUIRE(places.size() > 50);
    for (const std::string& place : places)
        for (const char* other : {"null", "17", "-1.5e300", "\"x\"", "[]", "{}", "[{}]", "true"}) {
            Json changed = good;
            changed[Json::json_pointer{place}] = *parse_json(other);
            const auto page = read(answer(dump(changed)));
            REQUIRE(page);
            CHECK(page->posts.size() + page->garbled.size() == 2);
        }
}

TEST_CASE("mastodon: every spoiled answer ends in posts or in a sentence")
{
    for (const auto& body : spoiled(recorded("mastodon/snac_tag.json"))) {
        const auto page = read(answer(body));
        if (page)
            CHECK(page->posts.size() + page->garbled.size() <= 4);
        else
            check_sentence(page.error().text);
    }
}

TEST_CASE("mastodon: refusals are told in words")
{
    const auto text = [](const Response& response) { return read(response).error().text; };
    CHECK_THAT(text(answer("", "text/html", 401)), ContainsSubstring("only with a credential"));
    CHECK_THAT(text(answer("<html>Please sign in</html>", "text/html")),
               ContainsSubstring("a web page"));
    CHECK_THAT(text(answer("", "application/json")), ContainsSubstring("empty answer"));
    CHECK_THAT(text(answer(R"({"error":"This method requires an authenticated user"})", "", 422)),
               ContainsSubstring("requires an authenticated user"));
    CHECK_THAT(text(answer(R"({"error":"try later"})")), ContainsSubstring("try later"));
    CHECK_THAT(text(answer(R"({"posts":[]})")), ContainsSubstring("a list of posts"));
    CHECK(read(answer("", "", 401)).error().fault == Fault::rejected);
}

TEST_CASE("mastodon: 429 without Retry-After waits until the budget is full again")
{
    Response response = answer(R"({"error":"Too many requests"})", "", 429);
    response.headers.emplace("x-ratelimit-remaining", "0");
    response.headers.emplace("x-ratelimit-reset", "2026-11-21T12:05:00.000000Z");
    CHECK(read(response).error().retry_after == 300s);
}

TEST_CASE("mastodon: a tombstone means that a post is gone, a note that it is there")
{
    const std::vector<Known> known{{"1", "https://polder.example/@a/1"}};
    const auto found = [&](const std::string& body) {
        return *mastodon().read_looked_up(timeline(), known, answer(body));
    };
    CHECK(found(R"({"type":"Tombstone"})").gone == std::vector<std::string>{"1"});
    CHECK(found(R"({"type":"Note","content":"x"})").gone.empty());
    CHECK(found(R"({"type":"Note","content":"x"})").posts.empty());
}

TEST_CASE("mastodon: a look-up that fails in another way says nothing about the post")
{
    const std::vector<Known> known{{"1", ""}};
    for (const int status : {401, 403, 429, 500})
        CHECK_FALSE(mastodon().read_looked_up(timeline(), known, answer("", "", status)));
    CHECK_FALSE(mastodon().read_looked_up(timeline(), known, answer("<html>", "text/html")));
}

TEST_CASE("mastodon: settings that cannot work are refused at start")
{
    CHECK(mastodon().check(timeline()));
    for (const char* url : {"", " ", "nonsense"}) {
        SourceConfig source = timeline();
        source.url = url;
        CHECK(mastodon().check(source).error().fault == Fault::refused);
    }
    CHECK_FALSE(mastodon().check(timeline("two words")));
}
