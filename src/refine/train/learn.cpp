// SPDX-License-Identifier: Apache-2.0
// Learning the two parts of the scorer.
#include "refine/train/learn.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <utility>

namespace narrowcast::train {

namespace {

constexpr std::uint32_t seed = 2013;

// The same order with every standard library (std::shuffle's is not defined).
void shuffle(std::vector<const Sample*>& samples, std::mt19937& random)
{
    for (std::size_t i = samples.size(); i > 1; --i)
        std::swap(samples[i - 1], samples[random() % i]);
}

std::vector<const Sample*> chosen_of(const Samples& samples, const Chosen& chosen)
{
    std::vector<const Sample*> found;
    for (const Sample& sample : samples.all)
        if (chosen(sample, samples.sets[sample.set])) found.push_back(&sample);
    return found;
}

std::size_t index_of(const Sample& sample) { return static_cast<std::size_t>(sample.label); }

LogOdds odds_of(const std::array<LogOdds, feature_count>& weights, const Features& features)
{
    Weights whole;
    whole.features = weights;
    return feature_odds(whole, features);
}

// What the loss falls by for each label's log-odds, times the sample's weight.
LogOdds gradient(const LogOdds& odds, std::size_t label, double weight)
{
    LogOdds gradient = softmax(odds);
    gradient[label] -= 1;
    for (double& each : gradient)
        each *= weight;
    return gradient;
}

class NgramLearner {
public:
    explicit NgramLearner(const Settings& settings)
        : settings_{settings}, weights_(ngram_buckets), moved_(ngram_buckets)
    {
        for (auto& each : moved_)
            each.fill(1e-3f);
    }

    LogOdds odds(const Sample& sample) const
    {
        LogOdds odds{};
        add(sample.words, odds);
        add(sample.letters, odds);
        return odds;
    }

    void learn(const Sample& sample, const LogOdds& gradient, double step)
    {
        move(sample.words, gradient, step);
        move(sample.letters, gradient, step);
    }

    LinearModel model(std::vector<std::uint8_t> pairs) const
    {
        float most = 1e-6f;
        for (const auto& each : weights_)
            for (const float weight : each)
                most = std::max(most, std::abs(weight));
        const auto scale = static_cast<std::int32_t>(127 / most);
        std::vector<LinearModel::Weights> small(ngram_buckets);
        for (std::size_t i = 0; i < ngram_buckets; ++i)
            for (std::size_t label = 0; label < 3; ++label)
                small[i][label] = static_cast<std::int8_t>(
                    std::lround(weights_[i][label] * static_cast<float>(scale)));
        return {std::move(small), std::move(pairs), scale};
    }

private:
    void add(const std::vector<std::uint32_t>& buckets, LogOdds& odds) const
    {
        const double factor = damping(buckets.size());
        for (const std::uint32_t bucket : buckets)
            for (std::size_t label = 0; label < 3; ++label)
                odds[label] += weights_[bucket][label] * factor;
    }

    void move(const std::vector<std::uint32_t>& buckets, const LogOdds& gradient, double step)
    {
        const double factor = damping(buckets.size());
        for (const std::uint32_t bucket : buckets)
            for (std::size_t label = 0; label < 3; ++label) {
                float& weight = weights_[bucket][label];
                float& moved = moved_[bucket][label];
                const double slope = gradient[label] * factor + settings_.ngram_decay * weight;
                moved += static_cast<float>(slope * slope);
                weight -= static_cast<float>(step * slope / std::sqrt(static_cast<double>(moved)));
            }
    }

    const Settings& settings_;
    std::vector<std::array<float, 3>> weights_, moved_;
};

std::vector<std::uint8_t> pairs_in(const std::vector<const Sample*>& samples)
{
    std::vector<std::uint8_t> pairs(pair_bits / 8);
    for (const Sample* sample : samples)
        for (const std::uint32_t pair : sample->pairs)
            pairs[(pair & (pair_bits - 1)) / 8] |= static_cast<std::uint8_t>(1u << (pair & 7));
    return pairs;
}

}  // namespace

std::vector<double> weights_of(const Samples& samples, const Settings& settings)
{
    std::vector<std::array<double, 3>> counts(samples.sets.size());
    for (const Sample& sample : samples.all)
        if (sample.part == Part::train) ++counts[sample.set][index_of(sample)];
    std::vector<double> weights;
    weights.reserve(samples.all.size());
    for (const Sample& sample : samples.all) {
        const auto& count = counts[sample.set];
        const double all = std::max(1.0, count[0] + count[1] + count[2]);
        weights.push_back(all / 3 / std::max(1.0, count[index_of(sample)]) *
                          std::pow(3000 / all, settings.set_power));
    }
    return weights;
}

std::array<LogOdds, feature_count> learn_features(const Samples& samples,
                                                  std::span<const double> weights,
                                                  const Chosen& chosen, const Settings& settings)
{
    auto order = chosen_of(samples, chosen);
    std::mt19937 random{seed};
    std::array<LogOdds, feature_count> learned{}, moved{};
    for (LogOdds& each : moved)
        each.fill(1e-4);
    for (std::size_t round = 0; round < settings.feature_rounds; ++round) {
        shuffle(order, random);
        for (const Sample* sample : order) {
            const LogOdds slopes =
                gradient(odds_of(learned, sample->features), index_of(*sample),
                         weights[static_cast<std::size_t>(sample - samples.all.data())]);
            for (std::size_t i = 0; i < feature_count; ++i)
                if (sample->features[i] != 0)
                    for (std::size_t label = 0; label < 3; ++label) {
                        const double slope = slopes[label] * sample->features[i] +
                                             settings.feature_decay * learned[i][label];
                        moved[i][label] += slope * slope;
                        learned[i][label] -=
                            settings.feature_step * slope / std::sqrt(moved[i][label]);
                    }
        }
    }
    return learned;
}

LinearModel learn_ngrams(const Samples& samples, std::span<const double> weights,
                         const std::array<LogOdds, feature_count>& features, const Chosen& chosen,
                         const Settings& settings)
{
    auto order = chosen_of(samples, chosen);
    auto pairs = pairs_in(order);
    std::mt19937 random{seed};
    NgramLearner learner{settings};
    std::vector<LogOdds> set_bias(samples.sets.size());  // what only says from which set a text is
    for (std::size_t round = 0; round < settings.ngram_rounds; ++round) {
        shuffle(order, random);
        const double step =
            settings.ngram_step *
            (1 - 0.9 * static_cast<double>(round) / static_cast<double>(settings.ngram_rounds));
        for (const Sample* sample : order) {
            LogOdds odds = odds_of(features, sample->features);
            const LogOdds own = learner.odds(*sample);
            LogOdds& bias = set_bias[sample->set];
            for (std::size_t label = 0; label < 3; ++label)
                odds[label] += own[label] + bias[label];
            const LogOdds slopes =
                gradient(odds, index_of(*sample),
                         weights[static_cast<std::size_t>(sample - samples.all.data())]);
            for (std::size_t label = 0; label < 3; ++label)
                bias[label] -= 0.02 * slopes[label];
            learner.learn(*sample, slopes, step);
        }
    }
    return learner.model(std::move(pairs));
}

}  // namespace narrowcast::train
