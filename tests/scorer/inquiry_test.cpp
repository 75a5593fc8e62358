// SPDX-License-Identifier: Apache-2.0
#include "scorer/inquiry.hpp"

#include "support/catch.hpp"

#include <array>

using namespace narrowcast;
using scorer::Inquiry;

namespace {

const std::array<Scorer::Text, 2> texts{Scorer::Text{"Café dicht, \"top\"\n", "nl"},
                                        Scorer::Text{"All good", "en"}};

Inquiry asked() { return Inquiry{texts, 41}; }

// What an answer to the first text is made into; nothing when it cannot be used.
std::optional<Mood> mood_of(const std::string& rest)
{
    Inquiry inquiry = asked();
    REQUIRE(inquiry.take(R"({"id": "41", )" + rest + "}"));
    CHECK(inquiry.moods()[0].has_value() == inquiry.complaint().empty());
    return inquiry.moods()[0];
}

}  // namespace

TEST_CASE("each text is a line of JSON with its number and its language")
{
    CHECK(asked().lines() ==
          "{\"id\":\"41\",\"text\":\"Café dicht, \\\"top\\\"\\n\",\"language\":\"nl\"}\n"
          "{\"id\":\"42\",\"text\":\"All good\",\"language\":\"en\"}\n");
}

TEST_CASE("answers may come in any order")
{
    Inquiry inquiry = asked();
    REQUIRE(inquiry.take(R"({"id": "42", "chances": [0.1, 0.2, 0.7]})"));
    CHECK_FALSE(inquiry.complete());
    REQUIRE(inquiry.take(R"({"id": "41", "chances": [0.5, 0.3, 0.2]})"));
    CHECK(inquiry.complete());
    CHECK(inquiry.moods()[0]->label == Label::negative);
    CHECK(inquiry.moods()[1]->label == Label::positive);
    CHECK(inquiry.complaint().empty());
}

TEST_CASE("chances become label, score and confidence")
{
    const auto mood = mood_of(R"("chances": [0.1, 0.2, 0.7])");
    REQUIRE(mood);
    CHECK(mood->label == Label::positive);
    CHECK(mood->score == Catch::Approx(0.6));
    CHECK(mood->confidence == Catch::Approx(0.7));
}

TEST_CASE("a label comes with its score and confidence")
{
    const auto mood = mood_of(R"("label": "negative", "score": -0.25, "confidence": 0.5)");
    REQUIRE(mood);
    CHECK(mood->label == Label::negative);
    CHECK(mood->score == -0.25);
    CHECK(mood->confidence == 0.5);
}

TEST_CASE("an answer that makes no sense leaves its text without a mood")
{
    for (const char* rest :
         {R"("chances": [0.1, 0.2])", R"("chances": [0.1, 0.2, 0.9])",
          R"("chances": [-0.1, 0.4, 0.7])", R"("chances": [0.1, 0.2, null])",
          R"("chances": "0.1 0.2 0.7")", R"("chances": [1e999, 0, 0])", R"("label": "positive")",
          R"("label": "POSITIVE", "score": 0, "confidence": 0)",
          R"("label": 2, "score": 0, "confidence": 0)",
          R"("label": "positive", "score": 1.5, "confidence": 0.5)",
          R"("label": "positive", "score": null, "confidence": 0.5)",
          R"("label": "positive", "score": 0.5, "confidence": -0.1)",
          R"("label": "positive", "score": "0.5", "confidence": 0.5)", R"("error": "too long")"}) {
        INFO(rest);
        if (std::string_view{rest}.find("1e999") == std::string_view::npos)
            CHECK_FALSE(mood_of(rest));
        else  // no JSON to us: not even its number counts
            CHECK_FALSE(asked().take(R"({"id": "41", )" + std::string{rest} + "}"));
    }
}

TEST_CASE("words are the three strongest that do not overlap")
{
    const auto mood =
        mood_of(R"("chances": [0.7, 0.2, 0.1], "words": [)"
                R"({"begin": 0, "end": 1, "share": 0.01}, {"begin": 6, "end": 11, "share": -0.5},)"
                R"({"begin": 8, "end": 14, "share": 0.4}, {"begin": 0, "end": 5, "share": -0.3},)"
                R"({"begin": 14, "end": 17, "share": 0.2}])");
    REQUIRE(mood);
    CHECK(mood->words == std::vector<DecidingWord>{{6, 11, -0.5}, {0, 5, -0.3}, {14, 17, 0.2}});
}

TEST_CASE("words outside the text, or through a character, spoil the answer")
{
    for (const char* word :
         {R"({"begin": 0, "end": 100, "share": 0.1})", R"({"begin": 5, "end": 5, "share": 0.1})",
          R"({"begin": -1, "end": 5, "share": 0.1})", R"({"begin": 4, "end": 6, "share": 0.1})",
          R"({"begin": 0, "end": 4, "share": 0.1})", R"({"begin": 0, "end": 5, "share": 9})",
          R"({"begin": 0, "end": 5})", "7"}) {
        INFO(word);
        CHECK_FALSE(mood_of(R"("chances": [0.1, 0.2, 0.7], "words": [)" + std::string{word} + "]"));
    }
}

TEST_CASE("what was asked earlier, or is answered twice, is skipped")
{
    Inquiry inquiry = asked();
    REQUIRE(inquiry.take(R"({"id": "40", "chances": [1, 0, 0]})"));
    CHECK_FALSE(inquiry.moods()[0]);
    REQUIRE(inquiry.take(R"({"id": "41", "chances": [1, 0, 0]})"));
    REQUIRE(inquiry.take(R"({"id": "41", "chances": [0, 0, 1]})"));
    CHECK(inquiry.moods()[0]->label == Label::negative);
    CHECK_FALSE(inquiry.complete());
}

TEST_CASE("what is no answer at all is a fault")
{
    for (const char* line :
         {"", "Loading the model...", "[]", "{\"id\": \"41\", \"chances\": [NaN, 0, 1]}", "{}",
          R"({"id": "43", "chances": [1, 0, 0]})", R"({"id": "x", "chances": [1, 0, 0]})",
          R"({"id": "", "chances": [1, 0, 0]})", R"({"id": "-1", "chances": [1, 0, 0]})",
          R"({"id": "99999999999999999999", "chances": [1, 0, 0]})"}) {
        INFO(line);
        Inquiry inquiry = asked();
        const auto taken = inquiry.take(line);
        REQUIRE_FALSE(taken);
        CHECK(taken.error().fault == Fault::garbled);
        CHECK_FALSE(inquiry.moods()[0]);
    }
}

TEST_CASE("a complaint never repeats what the model said")
{
    Inquiry inquiry = asked();
    REQUIRE(inquiry.take(R"({"id": "41", "error": "cannot score: Café dicht"})"));
    CHECK(inquiry.complaint() == "it could not score a text");
}
