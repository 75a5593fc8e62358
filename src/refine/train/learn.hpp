// SPDX-License-Identifier: Apache-2.0
// Learning the two parts of the scorer: multinomial logistic regressions, by stochastic gradient
// descent with a step of its own for each weight (AdaGrad: Duchi, Hazan, Singer, JMLR 2011).
// The same samples in the same order give the same bits.
#pragma once

#include "refine/train/samples.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace narrowcast::train {

struct Settings {
    double set_power = 0.5;  // a set ten times as large weighs 10^0.5 times as much
    double feature_step = 0.1, ngram_step = 0.1;
    std::size_t feature_rounds = 12, ngram_rounds = 8;
    double feature_decay = 1e-4, ngram_decay = 1e-6;  // L2
};

// How much each sample counts: each label of a set the same, large sets less than their size.
std::vector<double> weights_of(const Samples& samples, const Settings& settings);

using Chosen = std::function<bool(const Sample&, const Set&)>;

// Part B, over the samples chosen.
std::array<LogOdds, feature_count> learn_features(const Samples& samples,
                                                  std::span<const double> weights,
                                                  const Chosen& chosen, const Settings& settings);

// Part A, which learns what part B leaves to say: `offsets` are the log-odds that B gives.
LinearModel learn_ngrams(const Samples& samples, std::span<const double> weights,
                         const std::array<LogOdds, feature_count>& features, const Chosen& chosen,
                         const Settings& settings);

}  // namespace narrowcast::train
