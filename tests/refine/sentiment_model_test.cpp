// SPDX-License-Identifier: Apache-2.0
// Tests of reading what was learned.
#include "refine/sentiment_model.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <iterator>

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::filesystem::path assets =
    std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment";

AllWeights some_weights()
{
    AllWeights all;
    for (const std::string_view language : weighed_languages) {
        Weights& weights = all[std::string{language}];
        weights.features[praise] = {-0.5, 0, 1.25};
        weights.offset = {0.05, -0.1, 0};
        weights.gate = {-0.4, 1.7};
        weights.temperature = 1.03;
    }
    return all;
}

Result<AllWeights> read(const std::string& text)
{
    const test::TemporaryFolder folder;
    folder.write("weights.tsv", text);
    return load_weights(folder.path() / "weights.tsv");
}

std::string refusal(const std::string& text)
{
    const auto weights = read(text);
    if (weights) return "read";
    CHECK(weights.error().fault == Fault::refused);
    return weights.error().text;
}

}  // namespace

TEST_CASE("weights are written as they are read")
{
    const std::string text = written(some_weights());
    const auto weights = read(text);
    REQUIRE(weights);
    CHECK(written(*weights) == text);
    CHECK(weights->at("nl").features[praise] == LogOdds{-0.5, 0, 1.25});
    CHECK(weights->at("any").gate.high == 1.7);
}

TEST_CASE("the shipped weights are written as they are read")
{
    std::ifstream stream{assets / "weights.tsv"};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto weights = read(text);
    REQUIRE(weights);
    CHECK(written(*weights) == text);
}

TEST_CASE("a line that is none is refused with file and line")
{
    const std::string good = written(some_weights());  // three lines of comment come first
    for (const char* line :
         {"all\tpraise\t1\t2", "all\tpraise\t1\t2\t3\t4", "all\tpraise\t1\t2\tthree",
          "all\tpraise\t1\t2\t3x", "all\tnosuchfeature\t1\t2\t3", "all praise 1 2 3",
          "all\tpraise\t1\t2\tnan", "all\tpraise\tinf\t2\t3", "all\tpraise\t1\t2\t", "\t\t\t\t"}) {
        std::string text = good;
        text.insert(text.find("all\t"), std::string{line} + "\n");
        CHECK_THAT(refusal(text), ContainsSubstring("weights.tsv:4: not a language"));
    }
}

TEST_CASE("torn weights are refused, wherever they were torn")
{
    const std::string good = written(some_weights());
    for (std::size_t line = 0; line < good.size() - 1; line = good.find('\n', line + 1))
        CHECK(refusal(good.substr(0, line)) != "read");
    CHECK(refusal("") != "read");
}

TEST_CASE("a temperature of 0 or less is refused")
{
    for (const double temperature : {0.0, -1.0}) {
        AllWeights weights = some_weights();
        weights["de"].temperature = temperature;
        CHECK_THAT(refusal(written(weights)), ContainsSubstring("not all weights for de"));
    }
}

TEST_CASE("weights that are not there are refused")
{
    const auto weights = load_weights("/nowhere/weights.tsv");
    REQUIRE_FALSE(weights);
    CHECK(weights.error().fault == Fault::refused);
}

TEST_CASE("a language is weighed as itself, its region ignored, or as any")
{
    CHECK(weighed_as("nl") == "nl");
    CHECK(weighed_as("nl-BE") == "nl");
    CHECK(weighed_as("pt-BR") == "pt");
    for (const char* other : {"ja", "und", "", "-", "n", "nld"})
        CHECK(weighed_as(other) == "any");
}

TEST_CASE("languages share n-grams by group, others have none")
{
    CHECK(ngram_group_of("nl-BE") == "nl");
    CHECK(ngram_group_of("en") == "en");
    for (const char* language : {"de", "es", "fr", "it", "pt-BR"})
        CHECK(ngram_group_of(language) == "de-es-fr-it-pt");
    for (const char* language : {"ja", "und", "", "any"})
        CHECK(ngram_group_of(language).empty());
}

TEST_CASE("the gate opens with familiarity and is never below nothing")
{
    Weights weights;
    weights.gate = {-0.4, 1.6};
    CHECK(gate_of(weights, 0) == 0);
    CHECK(gate_of(weights, 0.2) == Catch::Approx(0).margin(1e-12));
    CHECK(gate_of(weights, 0.5) == Catch::Approx(0.6));
    CHECK(gate_of(weights, 1) == Catch::Approx(1.6));
}

TEST_CASE("odds are the weighed sum of the features")
{
    Weights weights;
    weights.features[constant] = {1, 2, 3};
    weights.features[praise] = {-1, 0, 2};
    Features features{};
    features[constant] = 1;
    features[praise] = 0.5;
    CHECK(feature_odds(weights, features) == LogOdds{0.5, 2, 4});
}

TEST_CASE("a model whose n-grams are missing is refused")
{
    const test::TemporaryFolder folder;
    std::filesystem::copy(assets / "lexicons", folder.path() / "lexicons");
    folder.write("weights.tsv", written(some_weights()));
    const auto model = load_sentiment_model(folder.path());
    REQUIRE_FALSE(model);
    CHECK_THAT(model.error().text, ContainsSubstring("nl.ngrams"));
}

TEST_CASE("a language without lists of its own has those that all share")
{
    const auto model = load_sentiment_model(assets);
    REQUIRE(model);
    CHECK(&(*model)->lexicon("ja") == &(*model)->lexicons.at("any"));
    CHECK(&(*model)->lexicon("nl-BE") == &(*model)->lexicons.at("nl"));
}
