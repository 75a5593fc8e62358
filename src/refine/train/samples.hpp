// SPDX-License-Identifier: Apache-2.0
// Labelled texts, as the training program reads them: DATA/<set>/{train,dev,test}.tsv with a label,
// a tab and a text (further columns are ignored). A set's name begins with its language: nl_posts.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"
#include "refine/sentiment_model.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace narrowcast::train {

enum class Part { train, dev, test };

// A text as the learners see it.
struct Sample {
    Label label = Label::neutral;
    std::uint16_t set = 0;  // in Samples::sets
    Part part = Part::train;
    Features features{};
    std::vector<std::uint32_t> words, letters;  // buckets
    std::vector<std::uint32_t> pairs;
};

struct Set {
    std::string name;
    std::string language;  // as it is weighed
    std::string group;     // of n-grams, "" if none
    bool trained = true;
    bool has_test = false;
};

struct Samples {
    std::vector<Set> sets;
    std::vector<Sample> all;
};

// Reads all sets in `folders`. A set without dev.tsv gives every tenth line of its train.tsv as
// such. Sets named in `excluded`, and those that may never be trained on, are read but not trained.
Result<Samples> read_samples(std::span<const std::filesystem::path> folders,
                             const Lexicons& lexicons, std::span<const std::string> excluded);

Sample sample_of(std::string_view text, const Lexicon& lexicon);

}  // namespace narrowcast::train
