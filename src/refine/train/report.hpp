// SPDX-License-Identifier: Apache-2.0
// The table that the training program prints.
#pragma once

#include "refine/train/measure.hpp"
#include "refine/train/samples.hpp"

#include <string>
#include <vector>

namespace narrowcast::train {

class Report {
public:
    void add(const Set& set, const std::vector<Judged>& judged);

    // A line each set; then for confidences from 0.40 to 0.80, for each group of languages, what
    // share of the texts of trained sets is at least that sure, and how accurate those and the
    // others are. To stdout.
    void print() const;

private:
    struct Row {
        Set set;
        std::vector<Judged> judged;
    };
    std::vector<Row> rows_;
};

}  // namespace narrowcast::train
