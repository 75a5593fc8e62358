// SPDX-License-Identifier: Apache-2.0
// What posts add to the counts, gathered over a batch: the one place that knows how a post counts.
//
// Pure. Adding a post with sign +1 and again with -1 leaves nothing; a change is both in a row.
#pragma once

#include "narrowcast/store.hpp"

#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

namespace narrowcast::store {

// All that matters of a post for counting; names as their numbers, each at most once, never 0.
struct Counted {
    Time created{};
    std::vector<std::int64_t> topics, departments;
    std::int64_t source = 0, language = 0;
    Label label = Label::neutral;
    bool sure = false;
    double score = 0;
};

// `topic`, and `value` of Dimension::all, are 0 for "every post once".
struct SliceKey {
    Resolution resolution = Resolution::hour;
    std::int64_t topic = 0;
    Dimension dimension = Dimension::all;
    std::int64_t value = 0;
    std::int64_t bucket = 0;  // Unix seconds of its start
    auto operator<=>(const SliceKey&) const = default;
};

// By day, for questions with several conditions; topic and department 0: every post once.
struct CubeKey {
    std::int64_t topic = 0, bucket = 0, department = 0, source = 0, language = 0;
    auto operator<=>(const CubeKey&) const = default;
};

struct Change {
    std::int64_t negative = 0, neutral = 0, positive = 0, unsure = 0;
    std::int64_t score = 0;  // in millionths: sums of whole numbers come back to zero

    Change& operator+=(const Change& other);
    // Only adds posts: the bucket may be new. Otherwise it must exist.
    bool only_adds() const;
    bool operator==(const Change&) const = default;
};

constexpr double score_unit = 1e6;

std::int64_t bucket_of(Resolution resolution, Time time);

class Deltas {
public:
    // No minutes are counted for posts before `minutes_from`.
    void apply(const Counted& counted, int sign, Time minutes_from);

    // The sums that are not zero, in the order of their keys. Begins again.
    std::vector<std::pair<SliceKey, Change>> take_slices();
    std::vector<std::pair<CubeKey, Change>> take_cube();
    void clear();

private:
    std::vector<std::pair<SliceKey, Change>> slices_;
    std::vector<std::pair<CubeKey, Change>> cube_;
};

}  // namespace narrowcast::store
