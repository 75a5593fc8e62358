// SPDX-License-Identifier: Apache-2.0
// Tests of learning the two parts of the scorer.
#include "refine/train/learn.hpp"

#include "refine/train/calibrate.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::train;

namespace {

const Lexicon& lexicon()
{
    static const Lexicon made = [] {
        Lexicon lexicon;
        lexicon.add_word("fijn", 0.6);
        lexicon.add_word("stom", -0.6);
        return lexicon;
    }();
    return made;
}

void add(Samples& samples, Label label, std::string_view text, std::uint16_t set = 0)
{
    Sample sample = sample_of(text, lexicon());
    sample.label = label;
    sample.set = set;
    samples.all.push_back(std::move(sample));
}

// A toy: "fijn" and "stom" are for part B, "wakker" and "traag" for part A.
Samples toy()
{
    Samples samples;
    samples.sets = {{"nl_toy", "nl", "nl"}};
    for (int i = 0; i < 20; ++i) {
        const std::string end = " deel " + std::string(1, static_cast<char>('a' + i));
        add(samples, Label::positive, "dat is fijn" + end);
        add(samples, Label::negative, "dat is stom" + end);
        add(samples, Label::neutral, "dat is om tien uur" + end);
        add(samples, Label::positive, "de app is wakker" + end);
        add(samples, Label::negative, "de app is traag" + end);
    }
    return samples;
}

bool all(const Sample&, const Set&) { return true; }

struct Learned {
    std::vector<double> sample_weights;
    Weights weights;
    LinearModel ngrams;
};

Learned learn(const Samples& samples)
{
    const Settings settings;
    auto sample_weights = weights_of(samples, settings);
    Weights weights;
    weights.features = learn_features(samples, sample_weights, all, settings);
    weights.gate = {1, 1};
    LinearModel ngrams = learn_ngrams(samples, sample_weights, weights.features, all, settings);
    return {std::move(sample_weights), weights, std::move(ngrams)};
}

Label label_of(const Learned& learned, std::string_view text, bool with_ngrams = true)
{
    const Opinion opinion = opinion_of(sample_of(text, lexicon()), learned.weights,
                                       with_ngrams ? &learned.ngrams : nullptr);
    return judged(opinion, learned.weights).best();
}

}  // namespace

TEST_CASE("a toy is learned, each part what is its own")
{
    const Learned learned = learn(toy());
    CHECK(label_of(learned, "nou fijn zeg", false) == Label::positive);
    CHECK(label_of(learned, "nou stom zeg", false) == Label::negative);
    CHECK(label_of(learned, "de app is wakker") == Label::positive);
    CHECK(label_of(learned, "de app is traag") == Label::negative);
    CHECK(label_of(learned, "dat is om tien uur") == Label::neutral);
}

TEST_CASE("the same samples give the same bytes")
{
    const Learned once = learn(toy()), again = learn(toy());
    CHECK((once.ngrams.bytes() == again.ngrams.bytes()));
    CHECK(once.weights.features == again.weights.features);
}

TEST_CASE("another order of samples is another model, and as good a one")
{
    Samples turned = toy();
    std::reverse(turned.all.begin(), turned.all.end());
    const Learned learned = learn(turned);
    CHECK((learned.ngrams.bytes() != learn(toy()).ngrams.bytes()));
    CHECK(label_of(learned, "de app is wakker") == Label::positive);
}

TEST_CASE("what was trained on is familiar, what was not is less so")
{
    const Learned learned = learn(toy());
    const auto familiarity = [&](std::string_view text) {
        return opinion_of(sample_of(text, lexicon()), learned.weights, &learned.ngrams).familiarity;
    };
    CHECK(familiarity("de app is wakker deel a") == 1);
    CHECK(familiarity("volkomen andere woorden hier") < 0.3);
}

TEST_CASE("only chosen samples are learned")
{
    Samples samples = toy();
    const Settings settings;
    const auto weights = weights_of(samples, settings);
    const auto none = [](const Sample&, const Set&) { return false; };
    CHECK(learn_features(samples, weights, none, settings) == std::array<LogOdds, feature_count>{});
    const LinearModel model = learn_ngrams(samples, weights, {}, none, settings);
    Ngrams ngrams;
    ngrams.words = {{1, 0, 0}, {77, 0, 0}};
    ngrams.pairs = {1, 2, 3};
    CHECK(model.score(ngrams) == LogOdds{});
    CHECK(model.familiarity(ngrams) == 0);
}

TEST_CASE("all labels of a set weigh the same together")
{
    Samples samples;
    samples.sets = {{"nl_toy", "nl", "nl"}};
    for (int i = 0; i < 9; ++i)
        add(samples, Label::negative, "a");
    for (int i = 0; i < 3; ++i)
        add(samples, Label::neutral, "a");
    add(samples, Label::positive, "a");
    const auto weights = weights_of(samples, {});
    CHECK(9 * weights[0] == Catch::Approx(3 * weights[9]));
    CHECK(9 * weights[0] == Catch::Approx(weights[12]));
}

TEST_CASE("a set four times as large weighs twice as much")
{
    Samples samples;
    samples.sets = {{"nl_small", "nl", "nl"}, {"nl_large", "nl", "nl"}};
    for (int i = 0; i < 30; ++i)
        add(samples, static_cast<Label>(i % 3), "a", 0);
    for (int i = 0; i < 120; ++i)
        add(samples, static_cast<Label>(i % 3), "a", 1);
    const auto weights = weights_of(samples, {});
    double small = 0, large = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        (samples.all[i].set == 0 ? small : large) += weights[i];
    CHECK(large == Catch::Approx(2 * small));
}
