// SPDX-License-Identifier: Apache-2.0
// Tests of the reasons why a query matches.
#include "query/why.hpp"

#include "chance.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

using Lines = std::vector<std::string>;

Post post_of(std::string text)
{
    Post post;
    post.id = "mastodon:1";
    post.source = "Fediverse";
    post.network = "mastodon";
    post.text = std::move(text);
    post.author = {"Sanne", "@sanne@polder.example", "", ""};
    post.language = "nl";
    return post;
}

// The sentences, each with the words it speaks of.
Lines reasons(std::string_view query, const Post& post)
{
    const std::string text = searched_text(post);
    Lines lines;
    for (const auto& part : why(*Query::parse(query), searched(post)).parts) {
        std::string line = part.sentence;
        for (const auto& place : part.places)
            line += " [" + text.substr(place.begin, place.end - place.begin) + "]";
        lines.push_back(line);
    }
    return lines;
}

Lines reasons(std::string_view query, std::string text) { return reasons(query, post_of(text)); }

}  // namespace

TEST_CASE("a match names the parts that made it one, with their places")
{
    CHECK(reasons("app AND (storing OR inlog* OR x)", "De APP: inloggen lukt niet, app!") ==
          Lines{"app is in it [APP] [app]", "inlog* is in it [inloggen]"});
}

TEST_CASE("what does not match names the parts that prevent it")
{
    CHECK(reasons("app AND (storing OR inlog*) AND lang:en", "De app") ==
          Lines{"none of these is in it: storing, inlog*", "lang:en: its language is nl"});
    CHECK(reasons("app NOT store", "in de app store") ==
          Lines{"NOT store: but store is in it [store]"});
}

TEST_CASE("what is not there is a reason too")
{
    CHECK(reasons("app NOT store", "de app") ==
          Lines{"app is in it [app]", "NOT store: store is not in it"});
}

TEST_CASE("near/ says how close its words stand")
{
    CHECK(reasons("app near/3 storing", "storing in de app") ==
          Lines{"app near/3 storing: 2 words between [storing] [app]"});
    CHECK(reasons("app near/0 storing", "app storing") ==
          Lines{"app near/0 storing: side by side [app] [storing]"});
    CHECK(reasons("app near/0 storing", "app met storing") ==
          Lines{"app near/0 storing: both are in it, but not so close"});
    CHECK(reasons("app near/0 storing", "app") ==
          Lines{"app near/0 storing: storing is not in it"});
}

TEST_CASE("who, which language, where from and pictures are named")
{
    CHECK(reasons("author:jan OR source:x OR has:media", "x") ==
          Lines{"author:jan: it was written by Sanne @sanne@polder.example",
                "source:x: it came from Fediverse, mastodon",
                "has:media: it has no picture or video"});
    Post bare;
    CHECK(reasons("author:jan OR source:x OR lang:nl", bare) ==
          Lines{"author:jan: its author is not known",
                "source:x: it is not known where it came from",
                "lang:nl: its language is not known"});
}

TEST_CASE("places are whole words of title and text")
{
    Post post = post_of("ligt eruit 👍🏽");
    post.title = "Crème-storing";
    CHECK(reasons("creme AND \"ligt eruit\" AND 👍", post) ==
          Lines{"creme is in it [Crème]", "\"ligt eruit\" is in it [ligt eruit]",
                "👍 is in it [👍🏽]"});
}

TEST_CASE("there is always a reason, and it agrees with the query")
{
    test::Chance chance{7};
    int matched = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto query = Query::parse(chance.query());
        REQUIRE(query);
        const Post post = chance.post();
        const Searched looked_at = searched(post);
        const Explanation explanation = why(*query, looked_at);
        REQUIRE(explanation.matches == query->matches(looked_at));
        REQUIRE(!explanation.parts.empty());
        for (const auto& part : explanation.parts)
            for (const auto& place : part.places)
                REQUIRE((place.begin < place.end && place.end <= searched_text(post).size()));
        matched += explanation.matches;
    }
    CHECK((matched > 300 && matched < 2700));
}
