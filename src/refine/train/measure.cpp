// SPDX-License-Identifier: Apache-2.0
// How good labels and chances are.
#include "refine/train/measure.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast::train {

namespace {

using Confusion = std::array<std::array<double, 3>, 3>;  // [label][best]

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

double calibration_error(const std::vector<Judged>& judged)
{
    struct Bin {
        double confidence = 0, right = 0;
    };
    std::array<Bin, 10> bins{};
    for (const Judged& each : judged) {
        const double confidence = each.confidence();
        Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(confidence * 10))];
        bin.confidence += confidence;
        bin.right += each.best() == each.label ? 1 : 0;
    }
    double error = 0;
    for (const Bin& bin : bins)
        error += std::abs(bin.confidence - bin.right);
    return ratio(error, static_cast<double>(judged.size()));
}

}  // namespace

Label Judged::best() const
{
    return static_cast<Label>(std::max_element(chances.begin(), chances.end()) - chances.begin());
}

double Judged::confidence() const { return *std::max_element(chances.begin(), chances.end()); }

Figures figures_of(const std::vector<Judged>& judged)
{
    Confusion counts{};
    for (const Judged& each : judged)
        ++counts[static_cast<std::size_t>(each.label)][static_cast<std::size_t>(each.best())];
    Figures figures;
    double labels = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const double all = counts[i][0] + counts[i][1] + counts[i][2];
        const double said = counts[0][i] + counts[1][i] + counts[2][i];
        if (all == 0) continue;
        ++labels;
        figures.recall += ratio(counts[i][i], all);
        figures.f1 += ratio(2 * counts[i][i], all + said);
        figures.accuracy += counts[i][i];
    }
    const auto texts = static_cast<double>(judged.size());
    figures.recall = 100 * ratio(figures.recall, labels);
    figures.f1 = 100 * ratio(figures.f1, labels);
    figures.accuracy = 100 * ratio(figures.accuracy, texts);
    figures.calibration_error = 100 * calibration_error(judged);
    figures.texts = judged.size();
    return figures;
}

}  // namespace narrowcast::train
