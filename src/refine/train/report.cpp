// SPDX-License-Identifier: Apache-2.0
// The table that the training program prints.
#include "refine/train/report.hpp"

#include <array>
#include <cstdio>

namespace narrowcast::train {

namespace {

struct Side {
    double texts = 0, right = 0;
    double accuracy() const { return texts > 0 ? 100 * right / texts : 0; }
};

void print_thresholds(std::string_view language, const std::vector<Judged>& judged)
{
    std::printf("%-14.*s  expected calibration error %.1f\n", static_cast<int>(language.size()),
                language.data(), figures_of(judged).calibration_error);
    for (const double threshold : {0.40, 0.45, 0.50, 0.55, 0.60, 0.70, 0.80}) {
        Side sure, unsure;
        for (const Judged& each : judged) {
            Side& side = each.confidence() >= threshold ? sure : unsure;
            ++side.texts;
            side.right += each.best() == each.label ? 1 : 0;
        }
        std::printf("%-14.*s  %.2f  %5.1f %%  %5.1f  %5.1f\n", static_cast<int>(language.size()),
                    language.data(), threshold, 100 * sure.texts / (sure.texts + unsure.texts),
                    sure.accuracy(), unsure.accuracy());
    }
}

}  // namespace

void Report::add(const Set& set, const std::vector<Judged>& judged)
{
    if (!judged.empty()) rows_.push_back({set, judged});
}

void Report::print() const
{
    std::printf("%-20s  %-8s  %6s  %6s  %6s  %8s  %5s\n", "set", "measured", "texts", "recall",
                "F1", "accuracy", "ECE");
    for (const Row& row : rows_) {
        const Figures figures = figures_of(row.judged);
        std::printf("%-20s  %-8s  %6zu  %6.1f  %6.1f  %8.1f  %5.1f\n", row.set.name.c_str(),
                    row.set.trained ? "dev/test" : "unseen", figures.texts, figures.recall,
                    figures.f1, figures.accuracy, figures.calibration_error);
    }
    std::printf("\n%-14s  %4s  %7s  %5s  %s\n", "languages", "from", "sure", "right",
                "right of the others");
    for (const std::string_view group : ngram_groups) {
        std::vector<Judged> all;
        for (const Row& row : rows_)
            if (row.set.trained && row.set.group == group)
                all.insert(all.end(), row.judged.begin(), row.judged.end());
        if (!all.empty()) print_thresholds(group, all);
    }
}

}  // namespace narrowcast::train
