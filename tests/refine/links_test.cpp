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

TEST_CASE("a page's copies for telephones and fast readers are the page")
{
    const std::string page = "https://polder.example/nieuws/storing";
    for (const auto* copy :
         {"https://m.polder.example/nieuws/storing", "https://amp.polder.example/nieuws/storing/",
          "https://www.polder.example/amp/nieuws/storing",
          "https://polder.example/nieuws/storing/amp/", "https://polder.example/nieuws/storing?amp",
          "https://polder.example/nieuws/storing.amp.html?outputType=amp",
          "https://www.google.com/amp/s/www.polder.example/nieuws/storing",
          "https://polder-example.cdn.ampproject.org/c/s/polder.example/nieuws/storing"}) {
        INFO(copy);
        CHECK(canonical_url(copy) == page);
    }
    CHECK(canonical_url("https://nl.m.wikipedia.example/wiki/Bank") ==
          canonical_url("https://nl.wikipedia.example/wiki/Bank"));
}

TEST_CASE("a page that is called amp is no copy")
{
    CHECK(canonical_url("https://polder.example/amp") == "https://polder.example/amp");
    CHECK(canonical_url("https://amp.example/") == "https://amp.example");
    CHECK(canonical_url("https://polder.example/champ") == "https://polder.example/champ");
}

TEST_CASE("parameters in another order and escapes in small letters are the same address")
{
    CHECK(canonical_url("https://polder.example/caf%c3%a9?b=2&srsltid=x&a=1") ==
          canonical_url("https://polder.example/caf%C3%A9?a=1&b=2"));
}

TEST_CASE("a video has one address, and so has a post of what was Twitter")
{
    const std::string video = "https://youtube.com/watch?v=abc-DEF_123";
    CHECK(canonical_url("https://youtu.be/abc-DEF_123?si=xyz") == video);
    CHECK(canonical_url("https://www.youtube.com/shorts/abc-DEF_123") == video);
    CHECK(canonical_url("https://m.youtube.com/watch?feature=share&v=abc-DEF_123") == video);
    CHECK(canonical_url("https://mobile.twitter.com/sanne/status/7?s=20") ==
          canonical_url("https://x.com/sanne/status/7"));
}
