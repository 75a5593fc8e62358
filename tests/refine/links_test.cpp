// SPDX-License-Identifier: Apache-2.0
// Tests of web addresses and of links, mentions and hashtags in a text.
#include "refine/links.hpp"

#include "narrowcast/refine.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("two spellings of an address are one")
{
    const std::string same = "https://polder.example/nieuws?id=5";
    CHECK(canonical_url("https://www.polder.example/nieuws/?id=5&utm_source=x#top") == same);
    CHECK(canonical_url("http://M.Polder.example:80/nieuws?fbclid=z&id=5") == same);
    CHECK(canonical_url("HTTPS://polder.example:443/nieuws?id=5") == same);
}

TEST_CASE("two pages are two")
{
    CHECK(canonical_url("https://polder.example/a") != canonical_url("https://polder.example/b"));
    CHECK(canonical_url("https://polder.example/?p=1") !=
          canonical_url("https://polder.example/?p=2"));
    CHECK(canonical_url("https://polder.example:8443/") !=
          canonical_url("https://polder.example/"));
}

TEST_CASE("a host that is nothing but www keeps it")
{
    CHECK(canonical_url("https://www.nl/") == "https://www.nl");
}

TEST_CASE("a parameter that only looks like tracking stays")
{
    CHECK(untracked("https://polder.example/?mcdonalds=1&s=2") ==
          "https://polder.example/?mcdonalds=1&s=2");
    CHECK(untracked("https://x.com/a/status/1?s=20&t=abc") == "https://x.com/a/status/1");
}

TEST_CASE("links, mentions and hashtags are found")
{
    const std::string text = "Hoi @sanne@polder.example, zie (https://a.example/x_(y)) #storing!";
    const auto specials = specials_of(text);
    REQUIRE(specials.size() == 3);
    CHECK(text.substr(specials[0].begin, specials[0].end - specials[0].begin) ==
          "@sanne@polder.example");
    CHECK(specials[1].kind == Special::Kind::link);
    CHECK(text.substr(specials[2].begin, specials[2].end - specials[2].begin) == "#storing");
}

TEST_CASE("an e-mail address is no mention")
{
    CHECK(specials_of("mail info@polder.example").empty());
}

TEST_CASE("relative addresses are kept, other schemes are not")
{
    CHECK(web_address("avatars/sanne.png") == "avatars/sanne.png");
    CHECK(web_address("https://a.example/x:y") == "https://a.example/x:y");
    CHECK(web_address("file:///etc/passwd").empty());
    CHECK(web_address("https://a.example/a b").empty());
}
