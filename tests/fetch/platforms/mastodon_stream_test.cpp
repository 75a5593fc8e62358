// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
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

Result<Page> read(const Response& response) { return mastodon().read(timeline(), {}, response); }

}  // namespace

// ---- search ------------------------------------------------------------------------------------

namespace {

SourceConfig search(const std::string& query = "polderbank OR \"polder bank\"")
{
    SourceConfig source = timeline("");
    source.feed = "search";
    source.query = query;
    source.credential = "s3cret";
    return source;
}

// Found by a search: `count` statuses, the newest first.
Response found(std::size_t count, std::size_t newest)
{
    const Json status = (*parse_json(recorded("mastodon/tricky.json")))[1];
    Json answer_json = {{"accounts", Json::array()}, {"statuses", Json::array()}};
    for (std::size_t i = 0; i < count; ++i) {
        answer_json["statuses"].push_back(status);
        answer_json["statuses"].back()["id"] = std::to_string(newest - i);
    }
    return answer(dump(answer_json));
}

std::string asked(const SourceConfig& source, const Cursor& cursor)
{
    return mastodon().ask(source, cursor, Time{}).url;
}

}  // namespace

TEST_CASE("mastodon: with a token each alternative of a query is searched for, in turn")
{
    const SourceConfig source = search();
    CHECK(asked(source, {}) ==
          "https://polder.example/api/v2/search?type=statuses&limit=40&q=polderbank");
    const auto page = mastodon().read(source, {}, found(3, 900));
    REQUIRE(page);
    CHECK(page->posts.size() == 3);
    CHECK(page->more);
    CHECK_THAT(asked(source, page->next), ContainsSubstring("&q=%22polder%20bank%22"));
    const auto last = mastodon().read(source, page->next, found(1, 905));
    CHECK_FALSE(last->more);
    CHECK_THAT(asked(source, last->next), ContainsSubstring("&q=polderbank&min_id=900"));
}

TEST_CASE("mastodon: a search goes back until it meets the last round's newest")
{
    const SourceConfig source = search("polderbank");
    Cursor cursor = mastodon().read(source, {}, found(40, 900))->next;
    const auto full = mastodon().read(source, cursor, found(40, 980));
    CHECK(full->more);
    CHECK_THAT(asked(source, full->next), ContainsSubstring("&min_id=900&max_id=941"));
    const auto rest = mastodon().read(source, full->next, found(12, 940));
    CHECK_FALSE(rest->more);
    CHECK(asked(source, rest->next).ends_with("&min_id=980"));
}

TEST_CASE("mastodon: one status, and an event of a stream, are read by their shape")
{
    const Json status = (*parse_json(recorded("mastodon/tricky.json")))[1];
    CHECK(read(answer(dump(status)))->posts.size() == 1);
    const Json event = {{"stream", {"hashtag"}}, {"event", "update"}, {"payload", dump(status)}};
    CHECK(read(answer(dump(event)))->posts.size() == 1);
    const auto gone = read(answer(R"({"event":"delete","payload":"77"})"));
    REQUIRE(gone->posts.size() == 1);
    CHECK(gone->posts[0].deleted);
}

// ---- stream ------------------------------------------------------------------------------------

namespace {

const Stream& stream() { return *mastodon().stream; }

SourceConfig with_token(const std::string& tag = "polderbank")
{
    SourceConfig source = timeline(tag);
    source.credential = "s3cret";
    return source;
}

Frame event(const std::string& name, std::string data)
{
    Frame frame;
    frame.event = name;
    frame.data = std::move(data);
    frame.url = "https://polder.example/api/v1/streaming/public";
    return frame;
}

Cursor standing_at(const std::string& position)
{
    Cursor cursor;
    cursor.position = position;
    return cursor;
}

std::string status_with(const std::string& id)
{
    Json status = (*parse_json(recorded("mastodon/tricky.json")))[1];
    status["id"] = id;
    return dump(status);
}

}  // namespace

TEST_CASE("mastodon: with a token there is a stream, of the tag or of all")
{
    const Request request = stream().open(with_token("#b\xC3\xA4nk"), {}, Time{});
    CHECK(request.url == "https://polder.example/api/v1/streaming/hashtag?tag=b%C3%A4nk");
    CHECK(request.headers.at(0).second == "text/event-stream");
    CHECK(request.headers.at(1).second == "Bearer s3cret");
    CHECK(stream().open(with_token(""), {}, Time{}).url ==
          "https://polder.example/api/v1/streaming/public");
    CHECK(stream().open(timeline(), {}, Time{}).url.empty());
    CHECK(stream().open(search(), {}, Time{}).url.empty());
    CHECK(stream().gap_by_polling);
}

TEST_CASE("mastodon: a new post moves the place from which a gap is filled, an old one does not")
{
    const auto page = stream().read(with_token(), standing_at("115582000000000005"),
                                    event("update", status_with("115582000000000009")));
    REQUIRE(page);
    CHECK(page->posts.size() == 1);
    CHECK(page->next.position == "115582000000000009");
    CHECK(stream()
              .read(with_token(), page->next, event("update", status_with("99")))
              ->next.position == "115582000000000009");
}

TEST_CASE("mastodon: the stream tells of edits and deletions")
{
    const auto edit =
        stream().read(with_token(), standing_at("5"), event("status.update", status_with("9")));
    CHECK(edit->posts.size() == 1);
    CHECK(edit->next.position == "5");
    for (const char* id : {"108", "\"108\"", " 108\n"}) {
        const auto gone = stream().read(with_token(), {}, event("delete", id));
        REQUIRE(gone->posts.size() == 1);
        CHECK(gone->posts[0].native_id == "108");
        CHECK(gone->posts[0].deleted);
    }
}

TEST_CASE("mastodon: other events of a stream pass")
{
    for (const char* name :
         {"filters_changed", "announcement", "announcement.delete", "notification"}) {
        const auto page = stream().read(with_token(), {}, event(name, "undefined"));
        REQUIRE(page);
        CHECK(page->posts.empty());
        CHECK(page->garbled.empty());
    }
}

TEST_CASE("mastodon: a server with another host for its streams is asked there, and remembered")
{
    Response response = answer(R"({"error":"Missing access token"})", "", 401);
    response.url = "https://streaming.polder.example/api/v1/streaming/public";
    const auto next = stream().refused(with_token(""), standing_at("5"), response);
    REQUIRE(next);
    CHECK(stream().open(with_token(""), *next, Time{}).url ==
          "https://streaming.polder.example/api/v1/streaming/public");
    CHECK_THAT(asked(timeline(), *next), ContainsSubstring("&min_id=5"));
    const auto page =
        mastodon().read(timeline(), *next, answer(recorded("mastodon/snac_tag.json")));
    CHECK(page->more);
    CHECK_THAT(stream().open(with_token(""), page->next, Time{}).url,
               ContainsSubstring("https://streaming.polder.example/"));
    CHECK_FALSE(stream().refused(with_token(""), *next, response));
}

TEST_CASE("mastodon: a redirect is followed with the token only to a safe address")
{
    Response response = answer("", "", 301);
    response.headers.emplace("location", "https://streaming.polder.example/api/v1/streaming/x");
    CHECK(stream().refused(with_token(), {}, response)->position ==
          " https://streaming.polder.example");
    response.headers.clear();
    response.headers.emplace("location", "http://streaming.polder.example/api/v1/streaming/x");
    CHECK_FALSE(stream().refused(with_token(), {}, response));
}

TEST_CASE("mastodon: a token that is not accepted stops the stream, in words")
{
    Response response = answer(R"({"error":"Invalid access token"})", "", 401);
    const auto refused = stream().refused(with_token(), {}, response);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::rejected);
    CHECK_THAT(refused.error().text, ContainsSubstring("Invalid access token"));
}

TEST_CASE("mastodon: an event with any value of another type never stops the stream")
{
    for (const std::string& body : mutated(status_with("9"))) {
        const auto page = stream().read(with_token(), standing_at("5"), event("update", body));
        REQUIRE(page);
        CHECK(page->posts.size() + page->garbled.size() == 1);
    }
    for (const std::string& body : spoiled(status_with("9")))
        for (const char* name : {"update", "delete", "", "message"})
            CHECK(stream().read(with_token(), {}, event(name, body)));
}

// ---- other servers and wishes ------------------------------------------------------------------

TEST_CASE("mastodon: raw ampersands and angles of other servers come through")
{
    Json status = (*parse_json(recorded("mastodon/tricky.json")))[1];
    status["content"] = "<p>Bank & verzekeraar > rest</p>";
    status["id"] = "01M7ZS8Q2X";
    const auto page = read(answer(dump(Json::array({status}))));
    CHECK(page->posts.at(0).text == "<p>Bank & verzekeraar > rest</p>");
    CHECK(page->next.position == "01M7ZS8Q2X");
}

TEST_CASE("mastodon: an author who asks not to be found by others is held back")
{
    Json status = (*parse_json(recorded("mastodon/snac_tag.json")))[0];
    CHECK_FALSE(read(answer(dump(Json::array({status}))))->posts.at(0).sensitive);
    status["account"]["noindex"] = true;
    CHECK(read(answer(dump(Json::array({status}))))->posts.at(0).sensitive);
    status["account"]["noindex"] = false;
    status["account"]["discoverable"] = false;
    CHECK_FALSE(read(answer(dump(Json::array({status}))))->posts.at(0).sensitive);
}

TEST_CASE("mastodon: a search that cannot work is refused at start")
{
    CHECK(mastodon().check(search()));
    SourceConfig source = search("");
    CHECK_THAT(mastodon().check(source).error().text, ContainsSubstring("'query'"));
    source = search();
    source.credential.clear();
    CHECK_THAT(mastodon().check(source).error().text, ContainsSubstring("token"));
    source.feed = "home";
    CHECK_THAT(mastodon().check(source).error().text, ContainsSubstring("home"));
}
