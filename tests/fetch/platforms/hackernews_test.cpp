// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/survival.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& hackernews() { return *platform_named("hackernews"); }

SourceConfig searching(const std::string& query = "Polderbank")
{
    SourceConfig source = source_of("hackernews");
    source.url.clear();
    source.query = query;
    return source;
}

Page page_of(const std::string& file, const Cursor& cursor = {},
             const SourceConfig& source = searching())
{
    const auto page = hackernews().read(source, cursor, answer(recorded(file)));
    REQUIRE(page);
    return *page;
}

std::string asked(const Cursor& cursor, const SourceConfig& source = searching())
{
    return hackernews().ask(source, cursor, Time{}).url;
}

Found found(const std::string& body, int status = 200)
{
    const std::vector<Known> known{{"46000010", ""}};
    const auto result =
        hackernews().read_looked_up(searching(), known, answer(body, "application/json", status));
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("hackernews: stories and comments are searched for, newest first")
{
    CHECK_THAT(asked({}), ContainsSubstring("https://hn.algolia.com/api/v1/search_by_date?query="));
    CHECK_THAT(asked({}), ContainsSubstring("&tags=%28story%2Ccomment%29&hitsPerPage=100"));
    SourceConfig comments = searching();
    comments.feed = "comments";
    CHECK_THAT(asked({}, comments), ContainsSubstring("&tags=comment&"));
}

TEST_CASE("hackernews: a comment is by its author, answers its parent and keeps its links")
{
    const auto posts = page_of("hackernews/search_by_date.json").posts;
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "40000001");
    CHECK(post.kind == Kind::comment);
    CHECK(post.in_reply_to == "8864");
    CHECK(post.author.name == "bean");
    CHECK(post.author.url == "https://news.ycombinator.com/user?id=bean");
    CHECK(post.markup == Markup::html);
    CHECK_THAT(post.text, ContainsSubstring("I like Acme&#x27;s API <a href="));
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.url == "https://news.ycombinator.com/item?id=40000001");
}

TEST_CASE("hackernews: a story has a title, points and comments; without words it shows its link")
{
    const auto posts = page_of("hackernews/story_and_comment.json").posts;
    REQUIRE(posts.size() == 3);
    CHECK(posts[0].kind == Kind::post);
    CHECK(posts[0].title == "Polderbank publishes its outage report &lt;draft&gt;");
    CHECK(posts[0].text == "https://polderbank.example/report");
    CHECK(posts[0].counts == Counts{.likes = 41, .reposts = {}, .replies = 7});
    CHECK_THAT(posts[1].text, ContainsSubstring("Is that you, too?"));
    CHECK_FALSE(posts[2].counts.likes);
}

TEST_CASE("hackernews: later rounds ask for what is newer, and page through all of it")
{
    const SourceConfig source = searching();
    Page page = page_of("hackernews/story_and_comment.json");
    CHECK_FALSE(page.more);
    CHECK_THAT(asked(page.next), ContainsSubstring("&numericFilters=created_at_i%3E1795252800"));
    CHECK_THAT(asked(page.next), !ContainsSubstring("&page="));
    page = page_of("hackernews/story_and_comment.json", page.next);
    CHECK(page.more);
    CHECK_THAT(asked(page.next), ContainsSubstring("&page=1"));
    page = page_of("hackernews/story_and_comment.json", page.next);
    CHECK(page.more);
    page = page_of("hackernews/story_and_comment.json", page.next);
    CHECK_FALSE(page.more);
    CHECK_THAT(asked(page.next), !ContainsSubstring("&page="));
}

TEST_CASE("hackernews: alternatives are searched for one after the other")
{
    const SourceConfig source = searching("Polderbank OR Dijkbank");
    Page page = page_of("hackernews/search_by_date.json", {}, source);
    CHECK_THAT(asked({}, source), ContainsSubstring("olderbank"));
    CHECK(page.more);
    CHECK_THAT(asked(page.next, source), ContainsSubstring("ijkbank"));
    page = page_of("hackernews/search_by_date.json", page.next, source);
    CHECK_FALSE(page.more);
    CHECK_THAT(asked(page.next, source), ContainsSubstring("olderbank"));
}

TEST_CASE("hackernews: a post is asked for again at Hacker News itself")
{
    const std::vector<Known> known{{"46000010", ""}};
    CHECK(hackernews().look_up(searching(), {}, known).url ==
          "https://hacker-news.firebaseio.com/v0/item/46000010.json");
    const Found same = found(recorded("hackernews/item.json"));
    REQUIRE(same.posts.size() == 1);
    CHECK(same.posts[0].native_id == "46000010");
    CHECK(same.posts[0].title == "Polderbank publishes its outage report");
    CHECK(same.posts[0].counts == Counts{.likes = 44, .reposts = {}, .replies = 9});
}

TEST_CASE("hackernews: deleted, dead and unknown items are gone")
{
    const std::vector<std::string> gone{"46000010"};
    CHECK(found(R"({"deleted":true,"id":46000010,"type":"comment"})").gone == gone);
    CHECK(found(R"({"dead":true,"id":46000010,"by":"x","type":"story","title":"t"})").gone == gone);
    CHECK(found("null").gone == gone);
}

TEST_CASE("hackernews: an answer about another item says nothing")
{
    const std::vector<Known> known{{"1", ""}};
    for (const char* body :
         {R"({"id":2,"title":"t"})", "{}", "[]", R"({"error":"Permission denied"})"})
        CHECK_FALSE(hackernews().read_looked_up(searching(), known, answer(body)));
    CHECK_FALSE(hackernews().read_looked_up(searching(), known, answer("", "", 503)));
}

TEST_CASE("hackernews: faults are told in words")
{
    const auto text = [](const Response& response) {
        return hackernews().read(searching(), {}, response).error().text;
    };
    CHECK_THAT(text(answer(R"({"message":"Too many requests","status":429})", "", 429)),
               ContainsSubstring("Too many requests"));
    CHECK_THAT(text(answer("<html>", "text/html")), ContainsSubstring("a web page"));
    CHECK_THAT(text(answer("{}")), ContainsSubstring("a list of hits"));
}

TEST_CASE("hackernews: any answer ends in posts or in a sentence")
{
    check_survives(hackernews(), searching(), "hackernews/search_by_date.json");
    check_survives(hackernews(), searching(), "hackernews/story_and_comment.json");
    check_others_survive(hackernews(), searching(), "hackernews/story_and_comment.json", "/hits");
}

TEST_CASE("hackernews: settings that cannot work are refused at start")
{
    CHECK(hackernews().check(searching()));
    CHECK_FALSE(hackernews().check(searching("")));
    CHECK_FALSE(hackernews().check(searching("NOT Polderbank")));
    SourceConfig source = searching();
    source.feed = "jobs";
    CHECK(hackernews().check(source).error().fault == Fault::refused);
}
