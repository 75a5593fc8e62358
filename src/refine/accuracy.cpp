// SPDX-License-Identifier: Apache-2.0
#include "refine/accuracy.hpp"

#include "query/hashing.hpp"

#include <numeric>
#include <vector>

namespace narrowcast {

namespace {

constexpr std::size_t parts = 10;

std::size_t part_of(const Lesson& lesson) { return spread(hash_of(lesson.story)) % parts; }

std::size_t sum(const std::array<std::size_t, 3>& row)
{
    return std::accumulate(row.begin(), row.end(), std::size_t{0});
}

void ask(const Scorer& scorer, const Correction& correction, Confusion& confusion)
{
    const Label given = scorer.score(correction.text, correction.language).label;
    ++confusion[static_cast<std::size_t>(correction.label)][static_cast<std::size_t>(given)];
}

}  // namespace

double accuracy_of(const Confusion& confusion)
{
    std::size_t right = 0, all = 0;
    for (std::size_t label = 0; label < confusion.size(); ++label) {
        right += confusion[label][label];
        all += sum(confusion[label]);
    }
    return all == 0 ? 0 : static_cast<double>(right) / static_cast<double>(all);
}

double macro_recall(const Confusion& confusion)
{
    double recalls = 0;
    int labels = 0;
    for (std::size_t label = 0; label < confusion.size(); ++label) {
        const std::size_t all = sum(confusion[label]);
        if (all == 0) continue;
        recalls += static_cast<double>(confusion[label][label]) / static_cast<double>(all);
        ++labels;
    }
    return labels == 0 ? 0 : recalls / labels;
}

Accuracy accuracy_on(std::span<const Lesson> lessons,
                     const std::shared_ptr<const SentimentModel>& model,
                     const SentimentConfig& config)
{
    Accuracy accuracy;
    const auto untaught = make_scorer(model, config, {});
    for (const Lesson& lesson : lessons)
        ask(*untaught, lesson.correction, accuracy.before);
    for (std::size_t part = 0; part < parts; ++part) {
        std::vector<Correction> others;
        for (const Lesson& lesson : lessons)
            if (part_of(lesson) != part) others.push_back(lesson.correction);
        if (others.size() == lessons.size()) continue;
        const auto taught = make_scorer(model, config, others);
        for (const Lesson& lesson : lessons)
            if (part_of(lesson) == part) ask(*taught, lesson.correction, accuracy.after);
    }
    return accuracy;
}

}  // namespace narrowcast
