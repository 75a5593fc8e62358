// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& bluesky() { return *platform_named("bluesky"); }
const Stream& jetstream() { return *bluesky().stream; }

SourceConfig watch(const std::string& query = "acme")
{
    SourceConfig source;
    source.name = "test";
    source.platform = "bluesky";
    source.query = query;
    return source;
}

Cursor at_position(const std::string& position)
{
    Cursor cursor;
    cursor.position = position;
    return cursor;
}

std::string opened(const SourceConfig& source, const std::string& position = "")
{
    return jetstream().open(source, at_position(position), Time{}).url;
}

Frame frame(std::string data)
{
    Frame made;
    made.data = std::move(data);
    made.url = "wss://jetstream.polder.example/subscribe";
    made.received = at("2026-11-21T20:00:00Z");
    return made;
}

std::vector<std::string> lines_of(const std::string& name)
{
    std::vector<std::string> lines;
    const std::string text = recorded("bluesky/" + name);
    for (const auto line : split(text, '\n'))
        if (!trimmed(line).empty()) lines.emplace_back(line);
    return lines;
}

struct Heard {
    std::vector<RawPost> posts;
    Cursor cursor;
};

Heard hear(const std::string& name)
{
    Heard heard;
    for (const std::string& line : lines_of(name)) {
        auto page = jetstream().read(watch(), heard.cursor, frame(line));
        REQUIRE(page);
        CHECK(page->garbled.empty());
        heard.cursor = page->next;
        for (RawPost& post : page->posts)
            heard.posts.push_back(std::move(post));
    }
    return heard;
}

const std::string public_stream =
    "wss://jetstream2.us-east.bsky.network/subscribe?wantedCollections=app.bsky.feed.post"
    "&maxMessageSizeBytes=131072";

}  // namespace

TEST_CASE("jetstream: the whole network's posts are asked for, without a key")
{
    CHECK(opened(watch()) == public_stream);
    CHECK(jetstream().open(watch(), {}, Time{}).headers.empty());
    CHECK(jetstream().framing == Stream::Framing::messages);
    CHECK_FALSE(jetstream().gap_by_polling);
    CHECK(bluesky().ask(watch(), {}, Time{}).url.empty());
}

TEST_CASE("jetstream: version 2 has an address and words of its own")
{
    SourceConfig source = watch();
    source.api_version = "2";
    source.url = "wss://jetstream.polder.example/";
    source.account = "did:plc:a, did:plc:b";
    const std::string expected =
        "wss://jetstream.polder.example/xrpc/network.bsky.jetstream.subscribeEvents?kinds=commit"
        "&collections=app.bsky.feed.post&maxMessageSizeBytes=131072&dids=did%3Aplc%3Aa"
        "&dids=did%3Aplc%3Ab";
    CHECK(opened(source) == expected);
    source.api_version.clear();
    source.url += "xrpc/network.bsky.jetstream.subscribeEvents";
    CHECK(opened(source) == expected);
}

TEST_CASE("jetstream: only some accounts")
{
    SourceConfig source = watch("");
    source.account = "did:plc:a did:plc:b";
    source.url = "ws://localhost:18615/subscribe http://localhost:18612/";
    CHECK(opened(source) ==
          "ws://localhost:18615/subscribe?wantedCollections=app.bsky.feed.post"
          "&maxMessageSizeBytes=131072&wantedDids=did%3Aplc%3Aa"
          "&wantedDids=did%3Aplc%3Ab");
}

TEST_CASE("jetstream: version 1 goes on five seconds before its last event, version 2 at it")
{
    CHECK(opened(watch(), "1795289272255030") == public_stream + "&cursor=1795289267255030");
    SourceConfig source = watch();
    source.api_version = "2";
    CHECK_THAT(opened(source, "31"), ContainsSubstring("&cursor=31"));
    CHECK_THAT(opened(source, "1795289272255030"), ContainsSubstring("&cursor=1795289272255030"));
    CHECK(opened(watch(), "nonsense") == public_stream);
    CHECK(opened(watch(), "-5") == public_stream);
}

TEST_CASE("jetstream: the other feeds have no stream, nor has one that is switched off")
{
    SourceConfig source = watch();
    source.feed = "search";
    CHECK(opened(source).empty());
    source.feed = "stream";
    CHECK(opened(source) == public_stream);
    source.stream = false;
    CHECK(opened(source).empty());
}

TEST_CASE("jetstream: recorded events of both versions become the same posts")
{
    const Heard first = hear("jetstream_v1.jsonl"), second = hear("jetstream_v2.jsonl");
    REQUIRE(first.posts.size() == 13);
    CHECK(first.cursor.position == "1795289272255030");
    CHECK(second.cursor.position == "31");
    REQUIRE(second.posts.size() == 13);
    for (std::size_t i = 0; i < 13; ++i) {
        CHECK(first.posts[i].native_id == second.posts[i].native_id);
        CHECK(first.posts[i].text == second.posts[i].text);
        CHECK(first.posts[i].created == second.posts[i].created);
        CHECK(first.posts[i].deleted == second.posts[i].deleted);
    }
}

TEST_CASE("jetstream: a post comes with all that its record holds")
{
    const auto posts = hear("jetstream_v1.jsonl").posts;
    CHECK(posts[0].native_id ==
          "at://did:plc:gcojfug3mm6y5tehynsqxmu5/app.bsky.feed.post/3n2tteyn2m22e");
    CHECK_THAT(posts[0].text, ContainsSubstring("#acme"));
    CHECK(posts[0].created == at("2026-11-21T19:26:21Z"));
    CHECK(posts[0].language == "en");
    CHECK(posts[0].url ==
          "https://bsky.app/profile/did:plc:gcojfug3mm6y5tehynsqxmu5/post/3n2tteyn2m22e");
    CHECK(posts[2].kind == Kind::reply);
    CHECK(posts[2].in_reply_to == posts[0].native_id);
    CHECK(posts[4].created == at("2020-01-01T00:00:00Z"));
    CHECK(posts[5].created == at("2026-11-21T19:27:52Z"));  // claimed: 2031
}

TEST_CASE("jetstream: a deletion names the post that is gone")
{
    const auto posts = hear("jetstream_v1.jsonl").posts;
    CHECK(posts[11].native_id == posts[12].native_id);
    CHECK_FALSE(posts[11].deleted);
    CHECK(posts[12].deleted);
}

TEST_CASE("jetstream: an update is an edit")
{
    std::string line = lines_of("jetstream_v1.jsonl").at(5);
    line.replace(line.find("\"create\""), 8, "\"update\"");
    const auto page = jetstream().read(watch(), {}, frame(line));
    REQUIRE(page->posts.size() == 1);
    CHECK(page->posts[0].edited == at("2026-11-21T19:27:52Z"));
}

TEST_CASE("jetstream: events of other kinds and collections pass")
{
    const auto lines = lines_of("jetstream_v1.jsonl");
    CHECK(jetstream().read(watch(), {}, frame(lines[0]))->posts.empty());
    const char* like = R"({"did":"did:plc:a","time_us":1795289272247016,"kind":"commit","commit":
        {"operation":"create","collection":"app.bsky.feed.like","rkey":"3k","record":
        {"subject":{"uri":"at://did:plc:b/app.bsky.feed.post/3n"}}}})";
    const auto page = jetstream().read(watch(), {}, frame(like));
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK(page->garbled.empty());
}

TEST_CASE("jetstream: the server's last words end the stream")
{
    const auto slow = jetstream().read(
        watch(), {},
        frame(R"({"$type":"error","error":"ConsumerTooSlow","message":"far behind"})"));
    REQUIRE_FALSE(slow);
    CHECK(slow.error().fault == Fault::later);
    CHECK_THAT(slow.error().text, ContainsSubstring("ConsumerTooSlow"));
    const auto other =
        jetstream().read(watch(), {}, frame(R"({"$type":"error","error":"Closing"})"));
    CHECK_THAT(other.error().text, ContainsSubstring("Closing"));
    const auto notice = jetstream().read(watch(), at_position("7"), frame(R"({"$type":"message",
        "payload":{"$type":"network.bsky.jetstream.subscribeEvents#info","name":"OutdatedCursor"}})"));
    REQUIRE(notice);
    CHECK(notice->next.position == "7");
}

TEST_CASE("jetstream: a place that is no longer kept is left for the oldest one, then for now")
{
    const Response response = answer(R"({"error":"CursorTooOld","message":"floor 900"})", "", 400);
    const auto next = jetstream().refused(watch(), at_position("31"), response);
    REQUIRE(next);
    CHECK(next->position == "1795132800000000");  // 36 hours before the answer
    CHECK(jetstream().refused(watch(), *next, response)->position.empty());
}

TEST_CASE("jetstream: other refusals are told to a person")
{
    const auto wrong = jetstream().refused(
        watch(), {}, answer(R"({"error":"InvalidRequest","message":"dids: not a DID"})", "", 400));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().fault == Fault::rejected);
    CHECK_THAT(wrong.error().text, ContainsSubstring("not a DID"));
    CHECK(jetstream().refused(watch(), {}, answer("", "", 503)).error().fault == Fault::later);
    CHECK_FALSE(jetstream().refused(watch(), {}, answer("{}")));
}

TEST_CASE("jetstream: an event with any value of another type never stops the stream")
{
    for (const char* name : {"jetstream_v1.jsonl", "jetstream_v2.jsonl"})
        for (const std::string& line : lines_of(name))
            for (const std::string& spoilt : mutated(line)) {
                const auto page = jetstream().read(watch(), at_position("7"), frame(spoilt));
                REQUIRE(page);
                CHECK(page->posts.size() + page->garbled.size() <= 1);
                CHECK_FALSE(page->next.position.empty());
            }
}

TEST_CASE("jetstream: torn and foreign frames are skipped with a sentence")
{
    for (const auto& data : spoiled(lines_of("jetstream_v1.jsonl").at(5))) {
        const auto page = jetstream().read(watch(), {}, frame(data));
        if (page) continue;
        CHECK(page.error().fault == Fault::garbled);
        check_sentence(page.error().text);
    }
}

TEST_CASE("jetstream: names, pictures and wishes of authors are asked for, each author once")
{
    auto posts = hear("jetstream_v1.jsonl").posts;
    SourceConfig source = watch();
    const Request request = bluesky().complete(source, std::span{posts}.first(4));
    CHECK(request.url ==
          "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfiles"
          "?actors=did%3Aplc%3Agcojfug3mm6y5tehynsqxmu5"
          "&actors=did%3Aplc%3Auu4dei2x7mrl4qvfrhznctq7"
          "&actors=did%3Aplc%3Aci7zluiqjv7zj4orj56ukr4w");
    source.url = "ws://localhost:18615 http://localhost:18612/";
    CHECK_THAT(bluesky().complete(source, std::span{posts}.first(1)).url,
               ContainsSubstring("http://localhost:18612/xrpc/app.bsky.actor.getProfiles?"));
    CHECK(bluesky().complete(source, std::span{posts}.last(1)).url.empty());  // a deletion
    CHECK(bluesky().complete_most == 25);
}

TEST_CASE(
    "jetstream: profiles fill in their authors, and hold back who asks for it or is not known")
{
    auto posts = hear("jetstream_v1.jsonl").posts;
    REQUIRE(bluesky().read_completed(posts, answer(recorded("bluesky/getProfiles.json"))));
    CHECK(posts[0].author == Author{.name = "Alice",
                                    .handle = "@alice.test",
                                    .avatar = "https://cdn.polder.example/alice.jpg",
                                    .url = "https://bsky.app/profile/alice.test"});
    CHECK_FALSE(posts[0].sensitive);
    CHECK(posts[1].author.handle == "@bob.test");
    CHECK(posts[1].sensitive);  // !no-unauthenticated
    CHECK(posts[2].author.handle == "did:plc:ci7zluiqjv7zj4orj56ukr4w");
    CHECK(posts[2].sensitive);  // not among the answers
}

TEST_CASE("jetstream: profiles that cannot be read say so, and fill in nothing wrong")
{
    const auto posts = hear("jetstream_v1.jsonl").posts;
    for (const std::string& body : mutated(recorded("bluesky/getProfiles.json"))) {
        auto some = std::vector<RawPost>{posts[0], posts[1]};
        if (bluesky().read_completed(some, answer(body))) CHECK(some[0].text == posts[0].text);
    }
    auto some = posts;
    for (const char* body : {"", "[]", "{}", "<html>"})
        CHECK_FALSE(bluesky().read_completed(some, answer(body)));
    CHECK_FALSE(bluesky().read_completed(some, answer("{}", "", 502)));
}

TEST_CASE("jetstream: settings that cannot work are refused at start")
{
    CHECK(bluesky().check(watch()));
    CHECK_THAT(bluesky().check(watch("")).error().text, ContainsSubstring("whole network"));
    SourceConfig source = watch();
    source.account = "polderbank.example";
    CHECK_THAT(bluesky().check(source).error().text, ContainsSubstring("DID"));
    source = watch();
    source.stream = false;
    CHECK_FALSE(bluesky().check(source));
}
