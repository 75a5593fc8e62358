// SPDX-License-Identifier: Apache-2.0
#include "scene/entities.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

std::vector<std::string> found_in(const std::string& text)
{
    std::vector<std::string> found;
    for (const Stretch& link : links_in(text))
        found.push_back(text.substr(link.begin, link.end - link.begin));
    return found;
}
using List = std::vector<std::string>;

DecidingWord word(std::size_t begin, std::size_t end) { return {begin, end, -0.5}; }

}  // namespace

TEST_CASE("mentions end before punctuation")
{
    CHECK(found_in("wacht bij @polderbank, en @sanne@polder.example.") ==
          List{"@polderbank", "@sanne@polder.example"});
}

TEST_CASE("hashtags are found in every script and need a letter")
{
    CHECK(found_in("#storing #障害 #عطل #été! #2026 # los") ==
          List{"#storing", "#障害", "#عطل", "#été"});
}

TEST_CASE("an address of mail and a sharp are no links")
{
    CHECK(found_in("info@polder.example over C#net en a@b").empty());
}

TEST_CASE("an address on the web is one link, without the full stop after it")
{
    CHECK(found_in("zie (https://polder.example/a?b=#c). Of @x") ==
          List{"https://polder.example/a?b=#c", "@x"});
}

TEST_CASE("emoji and signs end a hashtag")
{
    CHECK(found_in("#storing😤 #top👏🏽#weg") == List{"#storing", "#top", "#weg"});
}

TEST_CASE("deciding words that overlap, lie outside or cut a character are left out")
{
    const std::string text = "dit is één ramp";
    Mood mood;
    mood.words = {word(12, 16), word(7, 9), word(4, 6), word(5, 6), word(8, 11), word(10, 99)};
    CHECK(deciding_words(text, mood) == std::vector<Stretch>{{4, 6}, {7, 9}, {12, 16}});
}

TEST_CASE("a link that decided is both coloured and underlined, and spans never overlap")
{
    const Colour plain{1, 1, 1, 255}, link{2, 2, 2, 255}, bar{3, 3, 3, 255};
    const Parts parts{"@bank waardeloos", {{0, 5}}, {{1, 16}}};
    const auto spans = ornamented(parts, {plain, link, bar});
    REQUIRE(spans.size() == 3);
    CHECK(spans[0] == Span{0, 1, link, Weight::medium, false, bar});
    CHECK(spans[1] == Span{1, 5, link, Weight::medium, true, bar});
    CHECK(spans[2] == Span{5, 16, plain, Weight::medium, true, bar});
}

TEST_CASE("isolating links moves every part along with its letters")
{
    const Parts parts{"a @b c", {{2, 4}}, {{0, 1}, {2, 4}, {5, 6}}};
    const Parts result = isolated(parts);
    CHECK(result.text == "a \u2068@b\u2069 c");
    const auto at = [&](const Stretch& s) { return result.text.substr(s.begin, s.end - s.begin); };
    CHECK(at(result.links[0]) == "@b");
    CHECK(at(result.words[0]) == "a");
    CHECK(at(result.words[1]) == "@b");
    CHECK(at(result.words[2]) == "c");
}
