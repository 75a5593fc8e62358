// SPDX-License-Identifier: Apache-2.0
// Tests of what a query asks of a post beyond its words.
#include "query/query.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

Post post_of(std::string text)
{
    Post post;
    post.id = "mastodon:1";
    post.source = "Het forum";
    post.network = "Fediverse";
    post.text = std::move(text);
    post.author = {"Sanne de Vries", "@Sanne@polder.example", "", ""};
    post.language = "nl-BE";
    post.media = {{"image", "https://polder.example/a.png", ""}};
    return post;
}

bool matches(std::string_view query, const Post& post)
{
    const auto parsed = Query::parse(query);
    if (!parsed) FAIL(parsed.error().text);
    return parsed->matches(searched(post));
}

bool matches(std::string_view query, std::string text) { return matches(query, post_of(text)); }

std::string refusal(std::string_view query)
{
    const auto parsed = Query::parse(query);
    return parsed ? "" : parsed.error().text;
}

}  // namespace

TEST_CASE("near/ matches words in any order with so many words between at most")
{
    CHECK(matches("app near/3 storing", "storing in die rare app"));
    CHECK_FALSE(matches("app near/2 storing", "storing in die rare app"));
    CHECK(matches("app NEAR/0 storing", "app storing"));
    CHECK(matches("app near/0 storing", "app is stuk, wat een storing app"));
    CHECK_FALSE(matches("app near/0 storing", "app geen storing"));
}

TEST_CASE("near/ takes phrases, beginnings and alternatives")
{
    CHECK(matches("\"in de wacht\" near/1 (uur OR minut*)", "40 minuten lang in de wacht"));
    CHECK_FALSE(matches("\"in de wacht\" near/1 (uur OR minut*)", "in de wacht, dagen, geen uur"));
}

TEST_CASE("one word is not near itself")
{
    CHECK_FALSE(matches("app* near/3 apple", "apple"));
    CHECK(matches("app* near/3 apple", "apple app"));
}

TEST_CASE("near/ binds more than NOT, and AND less")
{
    CHECK(matches("NOT app near/0 storing", "app zonder storing"));
    CHECK(matches("wat app near/0 storing", "wat een app storing"));
}

TEST_CASE("author: means a handle, on every server unless one is named")
{
    CHECK(matches("author:sanne", "x"));
    CHECK(matches("author:@SANNE@polder.example", "x"));
    CHECK_FALSE(matches("author:sanne@elders.example", "x"));
    CHECK_FALSE(matches("author:san", "x"));
    CHECK(matches("author:san*", "x"));
    CHECK_FALSE(matches("NOT author:sanne", "x"));
}

TEST_CASE("author: with quotes means words of the name")
{
    CHECK(matches("author:\"de vries\"", "x"));
    CHECK_FALSE(matches("author:\"vries de\"", "x"));
}

TEST_CASE("where there is no handle author: means the name")
{
    Post post = post_of("x");
    post.author.handle = "";
    CHECK(matches("author:sanne", post));
    CHECK_FALSE(matches("author:jan", post));
}

TEST_CASE("lang: is a language with all its countries, or one of them")
{
    CHECK(matches("lang:nl", "x"));
    CHECK(matches("lang:NL-be", "x"));
    CHECK_FALSE(matches("lang:nl-NL", "x"));
    CHECK_FALSE(matches("lang:en", "x"));
}

TEST_CASE("a language that is not known is none, but may still be any")
{
    for (const char* unknown : {"", "und"}) {
        Post post = post_of("x");
        post.language = unknown;
        CHECK_FALSE(matches("lang:nl", post));
        CHECK(matches("NOT lang:nl", post));
        for (const char* query : {"lang:nl", "NOT lang:nl", "NOT (lang:nl AND x)", "y OR lang:nl"})
            CHECK(Query::parse(query)->may_match(searched(post)));
        CHECK_FALSE(Query::parse("lang:nl AND y")->may_match(searched(post)));
        CHECK_FALSE(Query::parse("NOT (lang:nl OR x)")->may_match(searched(post)));
    }
}

TEST_CASE("source: means the source's name, the network's or the platform's")
{
    CHECK(matches("source:\"het forum\"", "x"));
    CHECK(matches("source:fediverse", "x"));
    CHECK(matches("source:mastodon", "x"));
    CHECK_FALSE(matches("source:forum", "x"));
}

TEST_CASE("has:media means a picture or a video")
{
    Post post = post_of("x");
    CHECK(matches("has:media", post));
    post.media.clear();
    CHECK_FALSE(matches("has:media", post));
    CHECK(matches("NOT has:media", post));
}

TEST_CASE("all of it goes together")
{
    CHECK(matches("app (storing OR inlog*) NOT author:jan lang:nl source:mastodon has:media",
                  "De app: inloggen lukt niet"));
}

TEST_CASE("the title is searched with the text")
{
    Post post = post_of("alles ligt eruit");
    post.title = "Storing bij Polderbank";
    CHECK(matches("storing AND eruit", post));
}

TEST_CASE("a word with a colon of another kind is words")
{
    CHECK(matches("re:storing", "re storing"));
    CHECK(matches("14:30", "om 14:30 uur"));
    CHECK(matches("media:", "media"));
}

TEST_CASE("a refused part of a query names the column and the remedy")
{
    CHECK(refusal("app near/x storing").starts_with("column 5: near/ needs a number"));
    CHECK(refusal("app near/ storing").starts_with("column 5: near/ needs a number"));
    CHECK(refusal("app near/100 storing").starts_with("column 5: near/ needs a number"));
    CHECK(refusal("a near/3 b near/3 c").starts_with("column 12: near/ stands between two"));
    CHECK(refusal("lang:nl near/3 b").starts_with("column 1: near/ compares"));
    CHECK(refusal("a near/3 (b AND c)").starts_with("column 10: near/ compares"));
    CHECK(refusal("a near/3 NOT b").starts_with("column 10: NOT cannot stand"));
    CHECK(refusal("near/3 b").starts_with("column 1: 'near/3' needs a word on both sides"));
    CHECK(refusal("a near/3").starts_with("column 9: the query ends"));
    CHECK(refusal("app author:").starts_with("column 5: author: needs a handle"));
    CHECK(refusal("app author: sanne").starts_with("column 5: author: needs a handle"));
    CHECK(refusal("author:\"?\"").starts_with("column 1: author: needs"));
    CHECK(refusal("author:jan/de").starts_with("column 1: 'jan/de' is no handle"));
    CHECK(refusal("author:s*n").starts_with("column 9: a '*' may only stand"));
    CHECK(refusal("lang:dutch").starts_with("column 1: lang: needs a language code"));
    CHECK(refusal("lang:n*").starts_with("column 1: lang: needs"));
    CHECK(refusal("source:\"\"").starts_with("column 1: source: needs"));
    CHECK(refusal("has:links").starts_with("column 1: has: knows has:media only"));
    CHECK(refusal("lang:nl, app") == "column 8: write AND or OR instead of the comma");
    CHECK(refusal("from:sanne") == "column 1: 'from:' is not known here; write author: instead");
    CHECK(refusal("is:\"x\"").ends_with("write has:media instead"));
    CHECK(refusal("source:\"forum").starts_with("column 8: the quotation mark"));
}
