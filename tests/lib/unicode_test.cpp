// SPDX-License-Identifier: Apache-2.0
// Tests of ICU's wrapper.
#include "lib/unicode.hpp"

#include "support/catch.hpp"

using namespace narrowcast::lib;

namespace {

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<Word> places;
    split_words(text, places);
    std::vector<std::string> words;
    for (const Word& word : places)
        words.emplace_back(text.substr(word.begin, word.end - word.begin));
    return words;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a letter and its accent become one character in NFC")
{
    CHECK(nfc("cre\u0300me") == "cr\u00E8me");
    CHECK(nfc("plain") == "plain");
    CHECK_FALSE(is_nfc("e\u0301"));
}

TEST_CASE("folding takes off case and accents")
{
    CHECK(folded("Crème BRÛLÉE") == "creme brulee");
    CHECK(folded("Straße") == "strasse");
    CHECK(folded("ØRSTED Łódź œuvre") == "orsted lodz oeuvre");
    CHECK(folded("ΑΘΉΝΑ") == folded("Αθήνα"));
    CHECK(folded("Ёлка") == folded("елка"));
}

TEST_CASE("folding undoes full-width and mathematical letters")
{
    CHECK(folded("ＰＯＬＤＥＲ") == "polder");
    CHECK(folded("𝐏𝐨𝐥𝐝𝐞𝐫") == "polder");
}

TEST_CASE("folding keeps marks that are letters of their own script")
{
    CHECK(folded("हिन्दी") == "हिन्दी");
    CHECK(folded("がく") != folded("かく"));
}

TEST_CASE("words end at spaces, punctuation, apostrophes and hyphens")
{
    CHECK(words_of("Polderbank's app, e-mail!") == Strings{"Polderbank", "s", "app", "e", "mail"});
}

TEST_CASE("a number keeps its point and its comma")
{
    CHECK(words_of("€ 1.250,50 in 3.5 s.") == Strings{"1.250,50", "in", "3.5", "s"});
}

TEST_CASE("an emoji is a word with all that belongs to it")
{
    CHECK(words_of("top👍🏽👨‍👩‍👧🇳🇱🇧🇪❤️") ==
          Strings{"top", "👍🏽", "👨‍👩‍👧", "🇳🇱", "🇧🇪", "❤️"});
}

TEST_CASE("Japanese and Thai are split into words without spaces")
{
    CHECK(words_of("今日はいい天気").size() > 2);
    CHECK(words_of("สวัสดีครับ").size() == 2);
}

TEST_CASE("Arabic and Hindi words keep their marks")
{
    CHECK(words_of("شُكْرًا لكم") == Strings{"شُكْرًا", "لكم"});
    CHECK(words_of("बहुत अच्छा") == Strings{"बहुत", "अच्छा"});
}

TEST_CASE("a text is never cut inside an emoji")
{
    const std::string family = "a👨‍👩‍👧b";
    for (std::size_t bytes = 1; bytes + 1 < family.size(); ++bytes)
        CHECK(beginning(family, bytes) == "a");
    CHECK(beginning("👍🏽!", 5).empty());
    CHECK(beginning("short", 99) == "short");
}

TEST_CASE("every code point survives being taken apart and put together")
{
    for (const char32_t value : {U'a', U'é', U'€', U'👍', char32_t{0x10FFFF}}) {
        std::string text;
        append(text, value);
        CHECK(code_point_at(text, 0).value == value);
        CHECK(code_point_at(text, 0).length == text.size());
    }
}
