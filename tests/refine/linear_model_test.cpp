// SPDX-License-Identifier: Apache-2.0
// Tests of the hashed linear model over n-grams.
#include "refine/linear_model.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;

namespace {

Ngrams ngrams_of(const std::string& text)
{
    const SplitText split{text};
    Ngrams ngrams;
    ngrams_in(split, evidence_in(split, Lexicon{}), ngrams);
    return ngrams;
}

// Its weights are all 0 but those of `text`, which say `weights`; it was trained on `text` alone.
LinearModel model_of(const std::string& text, const LinearModel::Weights& weights,
                     std::int32_t scale)
{
    std::vector<LinearModel::Weights> all(ngram_buckets);
    std::vector<std::uint8_t> pairs(pair_bits / 8);
    const Ngrams ngrams = ngrams_of(text);
    for (const Ngram& ngram : ngrams.words)
        all[ngram.bucket] = weights;
    for (const std::uint32_t pair : ngrams.pairs)
        pairs[pair % pair_bits / 8] |= static_cast<std::uint8_t>(1u << pair % 8);
    return {std::move(all), std::move(pairs), scale};
}

std::string refusal(const test::TemporaryFolder& folder, const std::string& bytes)
{
    folder.write("x.ngrams", bytes);
    const auto model = LinearModel::load(folder.path() / "x.ngrams");
    if (model) return {};
    CHECK(model.error().fault == Fault::refused);
    return model.error().text;
}

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("a sum over n is divided by the root of n")
{
    CHECK(damping(0) == 0);
    CHECK(damping(1) == 1);
    CHECK(damping(16) == 0.25);
}

TEST_CASE("a text's odds are the damped sum of its weights")
{
    // "heel blij" has five n-grams of words: two words, three pairs
    const LinearModel model = model_of("heel blij", {-20, 0, 40}, 10);
    const Ngrams ngrams = ngrams_of("heel blij");
    REQUIRE(ngrams.words.size() == 5);
    const LogOdds odds = model.score(ngrams);
    CHECK(odds[0] == Catch::Approx(5 * -2 / std::sqrt(5.0)));
    CHECK(odds[1] == 0);
    CHECK(odds[2] == Catch::Approx(5 * 4 / std::sqrt(5.0)));
}

TEST_CASE("an empty text has no odds")
{
    CHECK(model_of("heel blij", {1, 2, 3}, 1).score(Ngrams{}) == LogOdds{});
}

TEST_CASE("the shares of all tokens add up to what they say together")
{
    const LinearModel model = model_of("heel blij met u", {-3, 1, 5}, 10);
    const Ngrams ngrams = ngrams_of("was heel blij met u");
    std::vector<double> shares;
    model.shares(ngrams, shares);
    REQUIRE(shares.size() == ngrams.tokens.size());
    double sum = 0;
    for (const double share : shares)
        sum += share;
    const LogOdds odds = model.score(ngrams);
    CHECK(sum == Catch::Approx(odds[2] - odds[0]));
    CHECK(shares[2] > shares[0]);
}

TEST_CASE("a text is as familiar as the share of its pairs that were trained on")
{
    const LinearModel model = model_of("heel blij met u", {1, 1, 1}, 1);
    CHECK(model.familiarity(ngrams_of("heel blij met u")) == 1);
    CHECK(model.familiarity(ngrams_of("iets geheel nieuws")) == 0);
    CHECK(model.familiarity(ngrams_of("heel blij")) == Catch::Approx(2.0 / 3));
    CHECK(model.familiarity(Ngrams{}) == 0);
}

TEST_CASE("a model is read back from its file byte for byte")
{
    const test::TemporaryFolder folder;
    const LinearModel model = model_of("niet blij", {-128, 0, 127}, 0x01020304);
    const std::string bytes = model.bytes();
    CHECK(bytes.substr(0, 12) == "NCNGRAM1\x04\x03\x02\x01");
    CHECK(bytes.size() == 12 + ngram_buckets * 3 + pair_bits / 8);
    folder.write("x.ngrams", bytes);
    const auto read = LinearModel::load(folder.path() / "x.ngrams");
    REQUIRE(read);
    CHECK((read->bytes() == bytes));
    CHECK(read->score(ngrams_of("niet blij")) == model.score(ngrams_of("niet blij")));
}

TEST_CASE("a torn, empty, longer or foreign model is refused with its name")
{
    const test::TemporaryFolder folder;
    const std::string bytes = model_of("a", {1, 2, 3}, 1).bytes();
    for (const std::string& wrong : {bytes.substr(0, bytes.size() - 1), bytes + "x", std::string{},
                                     std::string{"NCNGRAM1"}, "NCNGRAM2" + bytes.substr(8)}) {
        const std::string text = refusal(folder, wrong);
        CHECK_THAT(text, ContainsSubstring("x.ngrams: not a model of this version"));
        CHECK_THAT(text, ContainsSubstring(std::to_string(wrong.size()) + " bytes"));
    }
}

TEST_CASE("a scale that is not positive is refused")
{
    const test::TemporaryFolder folder;
    std::string bytes = model_of("a", {1, 2, 3}, 1).bytes();
    bytes[8] = 0;
    CHECK_THAT(refusal(folder, bytes), ContainsSubstring("its scale is not positive"));
    bytes[11] = '\x80';
    CHECK_THAT(refusal(folder, bytes), ContainsSubstring("its scale is not positive"));
}

TEST_CASE("a model that is not there, or a folder, is refused")
{
    const test::TemporaryFolder folder;
    for (const auto& path : {folder.path() / "none.ngrams", folder.path()}) {
        const auto model = LinearModel::load(path);
        REQUIRE_FALSE(model);
        CHECK(model.error().fault == Fault::refused);
        CHECK_THAT(model.error().text, ContainsSubstring(path.string()));
    }
}
