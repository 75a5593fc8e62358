// SPDX-License-Identifier: Apache-2.0
// Offsets and temperature.
#include "refine/train/calibrate.hpp"

#include <cmath>
#include <cstdint>
#include <map>

namespace narrowcast::train {

namespace {

using BySet = std::map<std::uint16_t, std::vector<Opinion>>;

// A set counts by the root of its size: what it says is surer then, but none drowns the others.
double weight_of(const std::vector<Opinion>& opinions)
{
    return std::sqrt(static_cast<double>(opinions.size()));
}

double mean_recall(const BySet& sets, const Weights& weights)
{
    double sum = 0, whole = 0;
    for (const auto& [set, opinions] : sets) {
        sum += weight_of(opinions) * figures_of(judged(opinions, weights)).recall;
        whole += weight_of(opinions);
    }
    return sum / whole;
}

double mean_loss(const BySet& sets, const Weights& weights)
{
    double sum = 0, whole = 0;
    for (const auto& [set, opinions] : sets) {
        double loss = 0;
        for (const Opinion& opinion : opinions)
            loss -=
                std::log(judged(opinion, weights).chances[static_cast<std::size_t>(opinion.label)]);
        sum += weight_of(opinions) * loss / static_cast<double>(opinions.size());
        whole += weight_of(opinions);
    }
    return sum / whole;
}

}  // namespace

Opinion opinion_of(const Sample& sample, const Weights& weights, const LinearModel* ngrams)
{
    Opinion opinion{sample.label, sample.set, feature_odds(weights, sample.features), {}, 0};
    if (ngrams == nullptr) return opinion;
    Ngrams found;
    for (const std::uint32_t bucket : sample.words)
        found.words.push_back({bucket, 0, 0});
    for (const std::uint32_t bucket : sample.letters)
        found.letters.push_back({bucket, 0, 0});
    found.pairs = sample.pairs;
    opinion.ngrams = ngrams->score(found);
    opinion.familiarity = ngrams->familiarity(found);
    return opinion;
}

Judged judged(const Opinion& opinion, const Weights& weights)
{
    const double gate = gate_of(weights, opinion.familiarity);
    LogOdds odds{};
    for (std::size_t label = 0; label < 3; ++label)
        odds[label] =
            (opinion.features[label] + gate * opinion.ngrams[label] + weights.offset[label]) /
            weights.temperature;
    return {opinion.label, softmax(odds)};
}

std::vector<Judged> judged(std::span<const Opinion> opinions, const Weights& weights)
{
    std::vector<Judged> all;
    all.reserve(opinions.size());
    for (const Opinion& opinion : opinions)
        all.push_back(judged(opinion, weights));
    return all;
}

void calibrate(std::span<const Opinion> opinions, Weights& weights)
{
    BySet sets;
    for (const Opinion& opinion : opinions)
        sets[opinion.set].push_back(opinion);
    if (sets.empty()) return;
    weights.offset = {};
    weights.temperature = 1;
    LogOdds best = weights.offset;
    double highest = mean_recall(sets, weights);
    for (int negative = -6; negative <= 6; ++negative)
        for (int neutral = -6; neutral <= 6; ++neutral) {
            weights.offset = {negative * 0.05, neutral * 0.05, 0};
            // no label is moved without a gain that is more than chance
            const double recall =
                mean_recall(sets, weights) - 0.1 * (std::abs(negative) + std::abs(neutral)) / 6;
            if (recall > highest + 1e-9) {
                highest = recall;
                best = weights.offset;
            }
        }
    weights.offset = best;
    double lowest = mean_loss(sets, weights), temperature = 1;
    for (int step = 1; step <= 60; ++step) {
        weights.temperature = 0.4 + 0.03 * step;
        if (const double loss = mean_loss(sets, weights); loss < lowest) {
            lowest = loss;
            temperature = weights.temperature;
        }
    }
    weights.temperature = temperature;
}

}  // namespace narrowcast::train
