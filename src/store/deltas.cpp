// SPDX-License-Identifier: Apache-2.0
// What posts add to the counts, gathered over a batch.
#include "store/deltas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast::store {

namespace {

Change change_of(const Counted& counted, int sign)
{
    Change change;
    if (counted.label == Label::negative) change.negative = sign;
    if (counted.label == Label::neutral) change.neutral = sign;
    if (counted.label == Label::positive) change.positive = sign;
    if (!counted.sure) change.unsure = sign;
    const double score = std::isfinite(counted.score) ? std::clamp(counted.score, -1.0, 1.0) : 0;
    change.score = sign * std::llround(score * score_unit);
    return change;
}

// Sorting keeps neighbours in the database together; nothing here depends on hashing.
template <class Key>
std::vector<std::pair<Key, Change>> summed(std::vector<std::pair<Key, Change>> changes)
{
    std::sort(changes.begin(), changes.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<Key, Change>> sums;
    for (const auto& [key, change] : changes) {
        if (sums.empty() || sums.back().first != key) sums.emplace_back(key, Change{});
        sums.back().second += change;
    }
    std::erase_if(sums, [](const auto& sum) { return sum.second == Change{}; });
    return sums;
}

std::vector<std::int64_t> and_all(const std::vector<std::int64_t>& numbers)
{
    std::vector<std::int64_t> all{0};
    all.insert(all.end(), numbers.begin(), numbers.end());
    return all;
}

}  // namespace

Change& Change::operator+=(const Change& other)
{
    negative += other.negative;
    neutral += other.neutral;
    positive += other.positive;
    unsure += other.unsure;
    score += other.score;
    return *this;
}

bool Change::only_adds() const
{
    return negative >= 0 && neutral >= 0 && positive >= 0 && unsure >= 0 &&
           negative + neutral + positive > 0;
}

std::int64_t bucket_of(Resolution resolution, Time time)
{
    using namespace std::chrono;
    switch (resolution) {
        case Resolution::minute:
            return floor<minutes>(time.time_since_epoch()) / 1s;
        case Resolution::hour:
            return floor<hours>(time.time_since_epoch()) / 1s;
        case Resolution::day:
            break;
    }
    return floor<days>(time.time_since_epoch()) / 1s;
}

void Deltas::apply(const Counted& counted, int sign, Time minutes_from)
{
    const auto change = change_of(counted, sign);
    const auto topics = and_all(counted.topics);
    constexpr std::array resolutions{Resolution::minute, Resolution::hour, Resolution::day};
    for (const auto resolution : resolutions) {
        if (resolution == Resolution::minute && counted.created < minutes_from) continue;
        const auto bucket = bucket_of(resolution, counted.created);
        const auto add = [&](std::int64_t topic, Dimension dimension, std::int64_t value) {
            slices_.emplace_back(SliceKey{resolution, topic, dimension, value, bucket}, change);
        };
        for (const auto topic : topics) {
            add(topic, Dimension::all, 0);
            add(topic, Dimension::source, counted.source);
            add(topic, Dimension::language, counted.language);
            for (const auto department : counted.departments)
                add(topic, Dimension::department, department);
        }
    }
    const auto day = bucket_of(Resolution::day, counted.created);
    for (const auto topic : topics)
        for (const auto department : and_all(counted.departments))
            cube_.emplace_back(CubeKey{topic, day, department, counted.source, counted.language},
                               change);
}

std::vector<std::pair<SliceKey, Change>> Deltas::take_slices()
{
    return summed(std::exchange(slices_, {}));
}

std::vector<std::pair<CubeKey, Change>> Deltas::take_cube()
{
    return summed(std::exchange(cube_, {}));
}

void Deltas::clear()
{
    slices_.clear();
    cube_.clear();
}

}  // namespace narrowcast::store
