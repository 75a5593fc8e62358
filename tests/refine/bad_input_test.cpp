// SPDX-License-Identifier: Apache-2.0
// Whatever comes in, the scorer answers; without words it is not sure.
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace narrowcast;

namespace {

std::string times(std::string_view part, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += part;
    return text;
}

const Scorer& scorer()
{
    static const auto loaded =
        *load_scorer(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    return *loaded;
}

Mood mood(const std::string& text)
{
    const std::vector<std::string> hints{"nl", "en"};
    Mood mood = scorer().score(text, language_of(text, hints));
    CHECK(mood.confidence >= 1.0 / 3 - 1e-9);
    CHECK(mood.confidence <= 1);
    CHECK(std::abs(mood.score) <= 1);
    CHECK(mood.words.size() <= 3);
    for (const DecidingWord& word : mood.words) {
        CHECK(word.begin < word.end);
        CHECK(word.end <= text.size());
    }
    return mood;
}

std::string cleaned(std::string text)
{
    RawPost raw;
    raw.native_id = "1";
    raw.text = std::move(text);
    return clean(std::move(raw), "source", "rss", Time{}).text;
}

}  // namespace

TEST_CASE("an empty text has a mood, and it is not sure")
{
    for (const char* text : {"", " ", "\n\n", "...", "-"})
        CHECK(mood(text).confidence < 0.75);
}

TEST_CASE("a text of links and handles only is not sure")
{
    CHECK(mood("@sanne @piet@polder.example").confidence < 0.75);
    CHECK(mood("https://a.example/x?y=z www.b.example").confidence < 0.75);
    CHECK(mood(times("@a https://b.example ", 2000)).confidence < 0.75);
}

TEST_CASE("one letter repeated 100,000 times is not sure")
{
    for (const char* letter : {"a", "Z", "é", "本", "?", "."})
        CHECK(mood(times(letter, 100'000)).confidence < 0.75);
}

TEST_CASE("a text of emoji only has a mood")
{
    mood("👍🏽❤️🇳🇱👩‍👩‍👧");
    mood(times("😡", 3000));
    CHECK(scorer().score(times("😍", 50), "und").label == Label::positive);
    CHECK(mood("🪑🧱🧷").confidence < 0.75);  // they say nothing
}

TEST_CASE("a text of 100 kB has a mood, whatever it is made of")
{
    for (const char* part :
         {"De app werkt weer niet, maar de helpdesk was geweldig. ", "goed ", "niet ", "maar goed ",
          "@a ", "https://a.example ", "#goed ", "(:-)", "super ", "niet super slecht! "})
        mood(times(part, 100'000 / std::string_view{part}.size()));
}

TEST_CASE("the company's own words and names in a text of 100 kB have a mood")
{
    const auto model =
        *load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    const auto own = make_scorer(model, {{{"kwikkie", -1}}, {"Top Bank"}}, {});
    const Mood mood = own->score(times("kwikkie, Top Bank. ", 5000), "nl");
    CHECK(mood.label == Label::negative);
    CHECK(mood.confidence <= 1);
}

TEST_CASE("a word made stronger again and again is strong, and no more than that")
{
    const Mood mood = scorer().score(times("heel ", 20'000) + "goed", "nl");
    CHECK(mood.confidence <= 1);
    CHECK(std::isfinite(mood.score));
}

TEST_CASE("invalid UTF-8 has a mood as it is, and as it is mended")
{
    const std::vector<std::string> wrong{"\xFF",
                                         "\xC3",
                                         "goed\xF0\x9F",
                                         "\xE2\x82goed\xE2",
                                         "niet\x80goed\xBF",
                                         "\xED\xA0\x80 goed \xC0\x80",
                                         times("\xF8", 1000),
                                         times("\xCC\x81", 1000),
                                         "日本\xE6 ไท\xE0\xB9",
                                         "😀\xF0\x9F\x98 👍\xF0"};
    for (const std::string& text : wrong) {
        mood(text);
        mood(repair_utf8(text));
        mood(cleaned(text));
    }
}

TEST_CASE("words beside a broken byte are named where they stand")
{
    const std::string text = "\xFF\xFE waardeloos \xC3";
    const Mood mood = scorer().score(text, "nl");
    REQUIRE(mood.label == Label::negative);
    REQUIRE_FALSE(mood.words.empty());
    CHECK(text.substr(mood.words[0].begin, mood.words[0].end - mood.words[0].begin) ==
          "waardeloos");
}

TEST_CASE("mixed scripts have a mood")
{
    mood("goed хорошо 良い ดี جيد טוב καλό good 좋아 አሪፍ");
    mood("Great 日本語 서비스 👍 niet с تطبيق");
    CHECK(mood("日本語の文章です").confidence < 0.75);
}

TEST_CASE("control characters and marks without letters have a mood")
{
    mood(std::string(1000, '\0'));
    mood("\u0301\u0301 goed \u202E\u2066 \u200B\u200D\uFE0F \u20E3");
    mood(times("a\u0301\u0302\u0303", 5000));
}
