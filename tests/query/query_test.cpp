// SPDX-License-Identifier: Apache-2.0
// Tests of topics' queries.
#include "query/query.hpp"

#include "lib/unicode.hpp"

#include "chance.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

bool matches(std::string_view query, std::string_view text)
{
    const auto parsed = Query::parse(query);
    REQUIRE(parsed);
    return parsed->matches(text);
}

std::string refusal(std::string_view query)
{
    const auto parsed = Query::parse(query);
    return parsed ? "" : parsed.error().text;
}

}  // namespace

TEST_CASE("a query matches whole words, case and accents ignored")
{
    CHECK(matches("app", "De APP doet het niet"));
    CHECK_FALSE(matches("app", "een appel"));
    CHECK(matches("creme", "Crème brûlée"));
    CHECK(matches("polderbank", "Polderbank's nieuwe site"));
}

TEST_CASE("hashtags and mentions match their word")
{
    CHECK(matches("polderbank", "wat een dag #Polderbank"));
    CHECK(matches("#polderbank", "@polderbank hoi"));
}

TEST_CASE("words side by side mean AND")
{
    CHECK(matches("app storing", "storing in de app"));
    CHECK_FALSE(matches("app storing", "storing op het spoor"));
}

TEST_CASE("OR binds less than AND, and NOT most")
{
    CHECK(matches("a AND b OR c", "c"));
    CHECK_FALSE(matches("a AND (b OR c)", "c"));
    CHECK(matches("app AND NOT store", "de app"));
    CHECK_FALSE(matches("app NOT store", "app store"));
}

TEST_CASE("operators in small letters are words")
{
    CHECK(matches("brood or wijn", "wijn or brood"));
    CHECK_FALSE(matches("brood or wijn", "wijn"));
    CHECK(matches("niet of wel", "wel of niet"));
}

TEST_CASE("a phrase matches its words side by side")
{
    CHECK(matches("\"in de wacht\"", "al een uur in de wacht"));
    CHECK_FALSE(matches("\"in de wacht\"", "in die wacht"));
    CHECK(matches("“ligt eruit”", "alles ligt eruit!"));
}

TEST_CASE("a star matches how a word begins")
{
    CHECK(matches("inlog*", "inloggen lukt niet"));
    CHECK_FALSE(matches("inlog*", "uitloggen"));
    CHECK(matches("\"kan niet inlog*\"", "ik kan niet inloggen"));
}

TEST_CASE("a query of Japanese matches inside a sentence")
{
    CHECK(matches("銀行", "私の銀行は素晴らしい"));
}

TEST_CASE("an accent that stands alone is no word")
{
    const auto query = Query::parse("\"2 \u0301 storing\"");
    REQUIRE(query);
    CHECK(query->spelled() == "\"2 storing\"");
    CHECK_FALSE(Query::parse("\u0301"));
}

TEST_CASE("a letter that folds to letters and signs is read like these")
{
    CHECK(Query::parse("co\u0140legi")->spelled() == "\"col legi\"");
    CHECK(matches("co\u0140legi", "el col\u00B7legi"));
    CHECK(Query::parse("\"ta\u0140 col\"")->spelled() == "\"tal col\"");
    CHECK(Query::parse("\"tal \u037A\"")->spelled() == "\"tal \u03B9\"");
    CHECK(Query::parse("\u01402")->spelled() == Query::parse("l\u00B72")->spelled());
    CHECK(matches("\"l 2\"", "x \u01402 y"));
    CHECK(matches("2", "\u01402"));
    for (const std::string folds_to_several : {"\uFDFA", "\u3332"}) {
        const auto query = Query::parse(folds_to_several);
        REQUIRE(query);
        CHECK(Query::parse(query->spelled())->spelled() == query->spelled());
        CHECK(matches(folds_to_several, "x " + folds_to_several + " y"));
    }
    CHECK(matches("\u3332", "1 \u30D5\u30A1\u30E9\u30C3\u30C9"));
}

TEST_CASE("every letter and sign, written out folded, is read as the same words")
{
    for (char32_t character = 0x80; character < 0x4000; ++character) {
        std::string text = "\"1";
        lib::append(text, character);
        text += "a";
        lib::append(text, character);
        const auto query = Query::parse(text + "2\"");
        REQUIRE(query);
        INFO(text);
        REQUIRE(Query::parse(query->spelled()));
        CHECK(Query::parse(query->spelled())->spelled() == query->spelled());
    }
}

TEST_CASE("an emoji is a word")
{
    CHECK(matches("🎉", "hoera🎉"));
    CHECK(matches("👍", "prima 👍🏽"));
    CHECK(matches("😮‍💨", "pff 😮‍💨"));
    CHECK_FALSE(matches("😮", "pff 😮‍💨"));
    CHECK(matches("👩‍💻", "zij 👩🏽‍💻"));
    for (const std::string joined : {"👻‍👍i", "👍‍🏽", "👍🏽‍🏽‍🔥"}) {
        const auto query = Query::parse(joined);
        REQUIRE(query);
        CHECK(Query::parse(query->spelled())->spelled() == query->spelled());
    }
}

TEST_CASE("a refused query names the column and the remedy")
{
    CHECK(refusal("") ==
          "column 1: the query is empty; write the words to look for, such as app AND storing");
    CHECK(refusal("app (storing") ==
          "column 5: the bracket opened here is never closed; add a ')'");
    CHECK(refusal("café) x") == "column 5: this ')' closes no '('; remove it");
    CHECK(refusal("app OR") == "column 7: the query ends where a word should follow; add one");
    CHECK(refusal("app \"in de").starts_with("column 5: the quotation mark"));
    CHECK(refusal("OR app").starts_with("column 1: 'OR' needs a word on both sides"));
    CHECK(refusal("app & storing").starts_with("column 5: there is no letter or digit in '&'"));
    CHECK(refusal("app -storing").ends_with("write NOT before the word"));
    CHECK(refusal("app, storing") == "column 4: write AND or OR instead of the comma");
    CHECK(refusal("*log").starts_with("column 1: a '*' may only stand"));
    CHECK(refusal("()") == "column 2: a word is missing before ')'");
}

TEST_CASE("a query that is nested without end is refused")
{
    CHECK(refusal(std::string(2000, '(')).find("too deep") != std::string::npos);
    std::string nots;
    for (int i = 0; i < 900; ++i)
        nots += "NOT ";
    CHECK(refusal(nots + "x").find("too deep") != std::string::npos);
    CHECK_FALSE(refusal(std::string(100'000, 'a')).empty());
}

TEST_CASE("a query written out and read again is the same query")
{
    test::Chance chance{42};
    int matched = 0;
    for (int round = 0; round < 500; ++round) {
        const auto query = Query::parse(chance.query());
        REQUIRE(query);
        const auto again = Query::parse(query->spelled());
        INFO(query->spelled());
        REQUIRE(again);
        CHECK(again->spelled() == query->spelled());
        for (int i = 0; i < 10; ++i) {
            const Post post = chance.post();
            const Searched looked_at = searched(post);
            matched += query->matches(looked_at);
            REQUIRE(query->matches(looked_at) == again->matches(looked_at));
        }
    }
    CHECK(matched > 500);  // or the property would be about nothing
}
