// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/survival.hpp"

#include <algorithm>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& discourse() { return *platform_named("discourse"); }

SourceConfig forum(const std::string& query = "")
{
    SourceConfig source = source_of("discourse");
    source.url = "https://forum.polder.example/";
    source.query = query;
    return source;
}

Page page_of(const std::string& file, const Cursor& cursor = {},
             const SourceConfig& source = forum())
{
    const auto page = discourse().read(source, cursor, answer(recorded(file)));
    REQUIRE(page);
    return *page;
}

std::string asked(const Cursor& cursor, const SourceConfig& source = forum())
{
    return discourse().ask(source, cursor, at("2026-11-21T12:00:00Z")).url;
}

Error error_of(const Response& response)
{
    const auto page = discourse().read(forum("Polderbank"), {}, response);
    REQUIRE_FALSE(page);
    return page.error();
}

std::vector<Known> known_as(const std::string& id) { return {{id, ""}}; }

}  // namespace

TEST_CASE("discourse: a new post is a reply to the post it answers, by its author")
{
    const auto posts = page_of("discourse/posts.json").posts;
    REQUIRE(posts.size() == 3);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "forum.polder.example/310/4");
    CHECK(post.kind == Kind::reply);
    CHECK(post.in_reply_to == "forum.polder.example/310/2");
    CHECK(post.title.empty());
    CHECK(post.author == Author{.name = "Sanne de Wit",
                                .handle = "@sanne",
                                .avatar = "https://forum.polder.example/user_avatar/"
                                          "forum.polder.example/sanne/144/7_2.png",
                                .url = "https://forum.polder.example/u/sanne"});
    CHECK_THAT(post.text, ContainsSubstring("Same here since the update."));
    CHECK(post.created == at("2026-11-21T10:00:00Z"));
    CHECK(post.edited == at("2026-11-21T10:05:00Z"));
    CHECK(post.language == "en");
    CHECK(post.url == "https://forum.polder.example/t/app-logs-me-out/310/4");
    CHECK(post.counts == Counts{.likes = 3, .reposts = {}, .replies = 2});
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("discourse: a topic's first post bears its title; a hidden one is sensitive")
{
    const RawPost post = page_of("discourse/posts.json").posts.at(1);
    CHECK(post.native_id == "forum.polder.example/310/1");
    CHECK(post.kind == Kind::post);
    CHECK(post.title == "App logs me out &lt;again&gt;");
    CHECK(post.author.name == "joris");
    CHECK(post.author.avatar == "https://avatars.polder.example/v4/letter/j/ee7513/144.png");
    CHECK_FALSE(post.edited);
    CHECK(post.sensitive);
}

TEST_CASE("discourse: whispers to the staff and notices never come through")
{
    const Page page = page_of("discourse/posts.json");
    for (const RawPost& post : page.posts) {
        CHECK_THAT(post.text, !ContainsSubstring("staff only"));
        CHECK_THAT(post.text, !ContainsSubstring("was closed"));
    }
    CHECK(page.garbled.empty());
}

TEST_CASE("discourse: a post that its author deleted is told to be gone")
{
    CHECK(page_of("discourse/posts.json").posts.at(2).deleted);
    CHECK_FALSE(page_of("discourse/posts.json").posts.at(0).deleted);
}

TEST_CASE("discourse: all new posts are read back to what is known")
{
    CHECK(asked({}) == "https://forum.polder.example/posts.json");
    Page page = page_of("discourse/posts.json");
    CHECK_FALSE(page.more);
    CHECK(page.next.position.find("9003") != std::string::npos);
    Cursor earlier;
    earlier.position = known_up_to("8000");
    page = page_of("discourse/posts.json", earlier);
    CHECK(page.more);
    CHECK(asked(page.next) == "https://forum.polder.example/posts.json?before=8999");
    earlier.position = known_up_to("9001");
    CHECK_FALSE(page_of("discourse/posts.json", earlier).more);
}

TEST_CASE("discourse: a search goes by days, and finds beginnings of posts")
{
    const SourceConfig source = forum("Polderbank");
    CHECK_THAT(asked({}, source), ContainsSubstring("/search.json?q="));
    CHECK_THAT(asked({}, source), ContainsSubstring("%20order%3Alatest"));
    CHECK_THAT(asked({}, source), !ContainsSubstring("after"));
    const Page page = page_of("discourse/search.json", {}, source);
    REQUIRE(page.posts.size() == 1);
    const RawPost& post = page.posts[0];
    CHECK(post.native_id == "forum.polder.example/10/1");
    CHECK(post.title == "Acme machine leaks");
    CHECK(post.text == "It leaks after two days...");
    CHECK(post.counts.likes == 1);
    CHECK(post.author.handle == "@bean_fan");
    CHECK_THAT(asked(page.next, source), ContainsSubstring("%20after%3A2026-11-18"));
}

TEST_CASE(
    "discourse: a further page of a search is asked for when the forum says that there is one")
{
    Json json = *parse_json(recorded("discourse/search.json"));
    json["grouped_search_result"]["more_full_page_results"] = true;
    Cursor earlier;
    earlier.position = known_up_to("2026-11-18T11:06:40Z");
    const auto page = discourse().read(forum("Polderbank"), earlier, answer(dump(json)));
    REQUIRE(page);
    CHECK(page->more);
    CHECK_THAT(asked(page->next, forum("Polderbank")), ContainsSubstring("&page=2"));
}

TEST_CASE("discourse: a tag narrows a search, or is one by itself")
{
    SourceConfig source = forum();
    source.tag = "#storing";
    CHECK_THAT(asked({}, source), ContainsSubstring("q=tags%3Astoring%20order"));
    source.query = "Polderbank";
    CHECK_THAT(asked({}, source), ContainsSubstring("%20tags%3Astoring%20order"));
}

TEST_CASE("discourse: new topics come with their first words")
{
    SourceConfig source = forum();
    source.feed = "topics";
    CHECK(asked({}, source) == "https://forum.polder.example/latest.json?order=created");
    const auto posts = page_of("discourse/latest.json", {}, source).posts;
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].native_id == "forum.polder.example/10/1");
    CHECK(posts[0].title == "Acme machine leaks");
    CHECK(posts[0].text == "It leaks&hellip;");
    CHECK(posts[0].author.name == "Bean Fan");
    CHECK(posts[0].url == "https://forum.polder.example/t/acme-machine-leaks/10/1");
    CHECK(posts[0].counts == Counts{.likes = 1, .reposts = {}, .replies = 2});
}

TEST_CASE("discourse: a key goes into headers with its user, never into the address")
{
    SourceConfig source = forum();
    source.credential = "s3cret\n";
    source.user = "wall";
    const Request request = discourse().ask(source, {}, Time{});
    CHECK(std::ranges::count(request.headers,
                             std::pair<std::string, std::string>{"Api-Key", "s3cret"}) == 1);
    CHECK(std::ranges::count(request.headers,
                             std::pair<std::string, std::string>{"Api-Username", "wall"}) == 1);
    CHECK(request.url.find("s3cret") == std::string::npos);
    CHECK(discourse().ask(forum(), {}, Time{}).headers.size() == 1);
}

TEST_CASE("discourse: too many questions wait as long as the forum says, in a header or in words")
{
    const Error error = error_of(answer(recorded("discourse/too_many.json"), "", 429));
    CHECK(error.fault == Fault::later);
    CHECK(error.retry_after == 30s);
    CHECK_THAT(error.text, ContainsSubstring("too many times"));
    Response response = answer("Slow down, too many requests from this IP", "text/plain", 429);
    response.headers.emplace("retry-after", "7");
    CHECK(error_of(response).retry_after == 7s);
    CHECK(error_of(answer(R"({"failed":"FAILED","message":"Slow down"})", "", 429)).retry_after ==
          60s);
}

TEST_CASE("discourse: a fault inside an answer 200 is a fault, to be tried again later")
{
    const Error error = error_of(answer(recorded("discourse/search_overloaded.json")));
    CHECK(error.fault == Fault::later);
    CHECK(error.retry_after == 60s);
    CHECK_THAT(error.text, ContainsSubstring("too much load"));
}

TEST_CASE("discourse: a key that is not accepted is for a person to mend")
{
    const Error error = error_of(answer(
        R"({"errors":["The API username or key is invalid."],"error_type":"invalid_access"})", "",
        403));
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("key is invalid"));
}

TEST_CASE("discourse: a reply is asked for again by its number, a first post with its topic")
{
    const auto url = [](const std::string& id) {
        return discourse().look_up(forum(), {}, known_as(id)).url;
    };
    CHECK(url("forum.polder.example/310/4") ==
          "https://forum.polder.example/posts/by_number/310/4.json");
    CHECK(url("forum.polder.example/310/1") == "https://forum.polder.example/t/310.json");
    CHECK(url("nonsense").empty());
}

TEST_CASE("discourse: a post that was changed comes back whole, title and all")
{
    const auto topic = discourse().read_looked_up(forum(), known_as("forum.polder.example/310/1"),
                                                  answer(recorded("discourse/topic.json")));
    REQUIRE(topic);
    REQUIRE(topic->posts.size() == 1);
    CHECK(topic->posts[0].title == "App logs me out");
    CHECK(topic->posts[0].text == "<p>Solved!</p>");
    CHECK(topic->posts[0].counts.likes == 5);
    const auto reply = discourse().read_looked_up(forum(), known_as("forum.polder.example/310/4"),
                                                  answer(recorded("discourse/one_post.json")));
    REQUIRE(reply);
    REQUIRE(reply->posts.size() == 1);
    CHECK(reply->posts[0].edited == at("2026-11-21T13:00:00Z"));
}

TEST_CASE("discourse: a post that is not there, or was deleted by its author, is gone")
{
    const auto known = known_as("forum.polder.example/309/2");
    const std::vector<std::string> gone{known[0].native_id};
    CHECK(discourse().read_looked_up(forum(), known, answer("", "", 404))->gone == gone);
    Json post = *parse_json(recorded("discourse/posts.json"));
    CHECK(discourse().read_looked_up(forum(), known, answer(dump(post["latest_posts"][4])))->gone ==
          gone);
    CHECK_FALSE(discourse().read_looked_up(forum(), known, answer("", "", 403)));
    CHECK_FALSE(discourse().read_looked_up(forum(), known, answer("{}")));
}

TEST_CASE("discourse: an answer can be read as from a pipe, without an address")
{
    SourceConfig source;
    source.platform = "discourse";
    Response response = answer(recorded("discourse/posts.json"));
    response.url.clear();
    const auto page = discourse().read(source, {}, response);
    REQUIRE(page);
    CHECK(page->posts.at(0).native_id == "310/4");
    CHECK(page->posts.at(0).url.empty());
    response.url = "https://forum.polder.example/posts.json";
    CHECK(discourse().read(source, {}, response)->posts.at(0).author.url ==
          "https://forum.polder.example/u/sanne");
}

TEST_CASE("discourse: any answer ends in posts or in a sentence")
{
    for (const char* file :
         {"discourse/posts.json", "discourse/search.json", "discourse/latest.json",
          "discourse/topic.json", "discourse/one_post.json", "discourse/too_many.json"})
        check_survives(discourse(), forum("Polderbank"), file);
    check_others_survive(discourse(), forum(), "discourse/posts.json", "/latest_posts");
}

TEST_CASE("discourse: settings that cannot work are refused at start")
{
    CHECK(discourse().check(forum()));
    CHECK(discourse().check(forum("Polderbank")));
    CHECK_FALSE(discourse().check(forum("NOT Polderbank")));
    SourceConfig source = forum();
    source.feed = "likes";
    CHECK_FALSE(discourse().check(source));
    source = forum();
    for (const char* url : {"", "forum"}) {
        source.url = url;
        CHECK(discourse().check(source).error().fault == Fault::refused);
    }
}
