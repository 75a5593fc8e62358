// SPDX-License-Identifier: Apache-2.0
// From weights to chances: what no single text can teach, measured on the dev parts.
#pragma once

#include "refine/train/measure.hpp"
#include "refine/train/samples.hpp"

#include <span>
#include <vector>

namespace narrowcast::train {

// What the two parts say of a sample.
struct Opinion {
    Label label = Label::neutral;
    std::uint16_t set = 0;
    LogOdds features{}, ngrams{};
    double familiarity = 0;
};

Opinion opinion_of(const Sample& sample, const Weights& weights, const LinearModel* ngrams);
Judged judged(const Opinion& opinion, const Weights& weights);
std::vector<Judged> judged(std::span<const Opinion> opinions, const Weights& weights);

// Sets `offset` so that the mean of the sets' macro-averaged recalls is highest, then
// `temperature` so that the chances are as sure as they are right (Guo et al., "On Calibration of
// Modern Neural Networks", ICML 2017: temperature scaling).
void calibrate(std::span<const Opinion> opinions, Weights& weights);

}  // namespace narrowcast::train
