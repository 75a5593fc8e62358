// SPDX-License-Identifier: Apache-2.0
#include "config/first_config.hpp"

#include "config/schema.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;
using config::wrong_with_answers;

namespace {

Json read_back(const std::string& text)
{
    const auto document = parse_document(text);
    REQUIRE(document);
    return document->root;
}

Json sources(const InitAnswers& answers)
{
    return read_back(config::first_hub_json(answers))["sources"];
}

}  // namespace

TEST_CASE("live sources search for the company in its language")
{
    const Json found = sources({.company = "De Gouden Fiets", .language = "nl"});
    REQUIRE(found.size() == 4);
    CHECK(found[0]["url"] ==
          "https://news.google.com/rss/search?q=%22De%20Gouden%20Fiets%22&hl=nl&gl=NL&ceid=NL:nl");
    CHECK(found[1]["url"] == "https://mastodon.social");
    CHECK(found[1]["tag"] == "DeGoudenFiets");
    CHECK(found[2]["url"] == "https://mastodon.nl");
    CHECK(found[3]["url"] == "https://hnrss.org/newest?q=%22De%20Gouden%20Fiets%22");
}

TEST_CASE("live sources need no key")
{
    for (const Json& source : sources({.company = "Polderbank", .language = "de"}))
        CHECK_FALSE(source.contains("credential"));
}

TEST_CASE("the terms of Google News stand above its source")
{
    CHECK_THAT(config::first_hub_json({}),
               ContainsSubstring("personal,\n        // non-commercial"));
}

TEST_CASE("a company that makes no hashtag has no Mastodon sources")
{
    const Json found = sources({.company = "1848"});
    REQUIRE(found.size() == 2);
    CHECK(found[1]["name"] == "Hacker News");
}

TEST_CASE("without live sources the addresses are examples that cannot exist")
{
    for (const Json& source : sources({.live_sources = false}))
        CHECK_THAT(source["url"].get<std::string>(), ContainsSubstring(".example"));
}

TEST_CASE("answers that cannot be are refused in words")
{
    CHECK(wrong_with_answers({.company = " "}) ==
          "the company has no name yet: say what the wall calls it");
    CHECK(wrong_with_answers({.company = "a\nb"}) ==
          "the company's name must be one line of UTF-8 text");
    CHECK(wrong_with_answers({.company = "caf\xE9"}) ==
          "the company's name must be one line of UTF-8 text");
    CHECK(wrong_with_answers({.company = std::string(61, 'a')}) ==
          "the company's name has 61 characters, but at most 60 fit on the wall");
    CHECK(wrong_with_answers({.language = "dutch"}) ==
          "the wall does not speak \"dutch\"; it speaks \"nl\", \"en\", \"de\" or \"fr\"");
    CHECK(wrong_with_answers({.time_zone = "Europe/Amsterdm"}) ==
          "\"Europe/Amsterdm\" is no time zone; did you mean \"Europe/Amsterdam\"?");
    CHECK(wrong_with_answers({}).empty());
}
