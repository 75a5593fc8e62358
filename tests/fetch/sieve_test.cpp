// SPDX-License-Identifier: Apache-2.0
// Tests of what a source's query lets through.
#include "fetch/sieve.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

SourceConfig asking(std::string query)
{
    SourceConfig source;
    source.name = "Fediverse";
    source.platform = "mastodon";
    source.query = std::move(query);
    return source;
}

RawPost post_of(std::string text, Markup markup = Markup::plain)
{
    RawPost post;
    post.native_id = "1";
    post.text = std::move(text);
    post.markup = markup;
    return post;
}

bool passes(std::string query, const RawPost& post)
{
    const auto sieve = Sieve::make(asking(std::move(query)));
    REQUIRE(sieve);
    return sieve->passes(post);
}

constexpr const char* dutch =
    "De app doet het vandaag weer eens niet en niemand kan mij vertellen waarom dat zo is";

}  // namespace

TEST_CASE("a source without a query wants all")
{
    CHECK(passes("", post_of("wat dan ook")));
    CHECK(passes("  ", post_of("")));
}

TEST_CASE("only what the query matches passes")
{
    CHECK(passes("app AND storing", post_of("Storing in de app")));
    CHECK_FALSE(passes("app AND storing", post_of("Storing op het spoor, appel gegeten")));
    CHECK_FALSE(passes("app NOT store", post_of("app store")));
}

TEST_CASE("deletions always pass")
{
    RawPost gone = post_of("");
    gone.deleted = true;
    CHECK(passes("app", gone));
}

TEST_CASE("the title is looked at too")
{
    RawPost post = post_of("Ligt eruit");
    post.title = "Storing bij de app";
    CHECK(passes("storing AND eruit", post));
}

TEST_CASE("words are found as people see them, whatever the markup")
{
    CHECK(passes("polderbank", post_of("<p>#<span>Polderbank</span></p>", Markup::html)));
    CHECK(passes("polderbank", post_of("Polder<b>bank</b>", Markup::html)));
    CHECK(passes("creme", post_of("cr&egrave;me", Markup::html)));
    CHECK(passes("polderbank", post_of("a < b Polder<!-- x -->bank", Markup::html)));
    CHECK(passes("creme", post_of("Crème")));
    CHECK(passes("polderbank", post_of("Polder\u00ADbank")));
    CHECK_FALSE(passes("href", post_of("<a href=\"x\">y</a>", Markup::html)));
    CHECK_FALSE(passes("bank", post_of("Polder<b>bank</b>", Markup::html)));
}

TEST_CASE("author, source and pictures are looked at without words")
{
    RawPost post = post_of("x");
    post.author.handle = "@sanne@polder.example";
    post.author.name = "Sanne &amp; Jan";
    post.markup = Markup::html;
    CHECK(passes("author:sanne", post));
    CHECK(passes("author:\"sanne jan\"", post));
    CHECK(passes("source:fediverse AND source:mastodon", post));
    CHECK_FALSE(passes("has:media", post));
    post.media.resize(1);
    CHECK(passes("has:media", post));
}

TEST_CASE("the language is the one claimed, or the one a post is clearly written in")
{
    RawPost post = post_of(dutch);
    for (const char* claimed : {"nl", "nl-BE", "en", ""}) {
        post.language = claimed;
        CHECK(passes("app lang:nl", post));
    }
    post.language = "";
    CHECK_FALSE(passes("app lang:en", post));
    CHECK_FALSE(passes("app NOT lang:nl", post));
}

TEST_CASE("a post that could be in any language passes")
{
    RawPost post = post_of("app 👍");
    CHECK(passes("app lang:nl", post));
    CHECK(passes("app NOT lang:nl", post));
    CHECK_FALSE(passes("storing lang:nl", post));
    post.language = "en";
    CHECK_FALSE(passes("app lang:nl", post));
}

TEST_CASE("a query that cannot be read is refused with the source's name")
{
    const auto sieve = Sieve::make(asking("app ("));
    REQUIRE_FALSE(sieve);
    CHECK(sieve.error().fault == Fault::refused);
    CHECK_THAT(sieve.error().text,
               Catch::Matchers::ContainsSubstring("source 'Fediverse': column"));
}
