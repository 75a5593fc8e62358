// SPDX-License-Identifier: Apache-2.0
#include "scorer/onnx/tokens.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::scorer;

namespace {

using Ids = std::vector<std::int64_t>;
using Places = std::array<std::size_t, 3>;

constexpr int unknown = 0;  // as SentencePiece numbers it

std::string config(const std::string& labels, const std::string& kind = "xlm-roberta")
{
    return "{\"model_type\": \"" + kind + "\", \"id2label\": " + labels + "}";
}

}  // namespace

TEST_CASE("a piece's number is one more in the model, between the begin and the end")
{
    const std::vector<int> pieces{3, 4, 250'000};
    CHECK(xlm_roberta_ids(pieces, unknown, 128) == Ids{0, 4, 5, 250'001, 2});
    CHECK(xlm_roberta_ids({}, unknown, 128) == Ids{0, 2});
}

TEST_CASE("what SentencePiece does not know is the model's unknown token")
{
    const std::vector<int> pieces{unknown, 7};
    CHECK(xlm_roberta_ids(pieces, unknown, 128) == Ids{0, 3, 8, 2});
}

TEST_CASE("of a long text the front is read, and it still has an end")
{
    const std::vector<int> pieces(1000, 9);
    const Ids ids = xlm_roberta_ids(pieces, unknown, 128);
    CHECK(ids.size() == 128);
    CHECK(ids.front() == 0);
    CHECK(ids.back() == 2);
    CHECK(ids[126] == 10);
}

TEST_CASE("the labels stand where config.json says")
{
    CHECK(label_places(config(R"({"0": "negative", "1": "neutral", "2": "positive"})"), "") ==
          Places{0, 1, 2});
    CHECK(label_places(config(R"({"0": "Positive", "1": "Neutral", "2": "Negative"})"), "") ==
          Places{2, 1, 0});
    CHECK(label_places(config(R"({"0": "NEU", "1": "POS", "2": "NEG"})"), "") == Places{2, 0, 1});
}

TEST_CASE("labels that say nothing are said by a person")
{
    const std::string mute = config(R"({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"})");
    const auto refused = label_places(mute, "");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::ContainsSubstring("LABEL_1") &&
                                         Catch::Matchers::ContainsSubstring("--labels"));
    CHECK(label_places(mute, "positive,neutral,negative") == Places{2, 1, 0});
}

TEST_CASE("a model that does not give three moods is refused")
{
    for (const char* labels :
         {R"({"0": "negative", "1": "positive"})", R"({"0": "1 star", "1": "2 stars"})",
          R"({"0": "negative", "1": "neutral", "2": "positive", "3": "mixed"})",
          R"({"0": "negative", "1": "negative", "2": "positive"})", R"({})", R"(["negative"])",
          R"({"1": "negative", "2": "neutral", "3": "positive"})", R"({"0": 0, "1": 1, "2": 2})"}) {
        INFO(labels);
        CHECK_FALSE(label_places(config(labels), ""));
    }
    for (const char* text : {"", "[]", "{}", R"({"model_type": "xlm-roberta"})"}) {
        INFO(text);
        CHECK_FALSE(label_places(text, ""));
    }
}

TEST_CASE("a model with other tokens is refused by its kind")
{
    const auto refused =
        label_places(config(R"({"0": "negative", "1": "neutral", "2": "positive"})", "bert"), "");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::ContainsSubstring("\"bert\""));
}

TEST_CASE("outputs of any size become chances in our order")
{
    const std::array<float, 3> logits{1000.0F, 1000.0F, -1000.0F};
    const auto chances = chances_of(logits, {2, 1, 0});
    CHECK(chances[0] == 0);
    CHECK(chances[1] == 0.5);
    CHECK(chances[2] == 0.5);
}

TEST_CASE("handles and links are written as tweets were for training")
{
    CHECK(as_in_tweets("@polderbank zie https://polder.example/x  @ thuis") ==
          "@user zie http  @ thuis");
    CHECK(as_in_tweets("").empty());
    CHECK(as_in_tweets(" http") == " http");
}
