// SPDX-License-Identifier: Apache-2.0
#include "hub/reunion.hpp"

#include <string>
#include <utility>
#include <vector>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto wall_shows = 96h;  // three days back, and today
constexpr std::size_t most_twins = 10'000, posts_a_step = 500, most_steps = 100;

}  // namespace

Result<std::size_t> part_from_edited(Store& store, Refiner& refiner)
{
    std::size_t changed = 0;
    for (const std::string& id : refiner.take_parted()) {
        auto twins = TRY(store.twins(id, most_twins));
        if (twins.empty()) continue;
        changed += TRY(store.put(refiner.reunite(std::move(twins)), "", {})).changed;
    }
    return changed;
}

// One orphan may have taken another for its original: each step names one that is not there.
Result<std::size_t> adopt_orphans(Store& store, Refiner& refiner, Time now)
{
    std::size_t changed = 0;
    for (std::size_t step = 0; step < most_steps; ++step) {
        auto orphans = TRY(store.orphans(now - wall_shows, posts_a_step));
        if (orphans.empty()) break;
        for (const RoutedPost& orphan : orphans)
            refiner.forget(orphan.twin_of);
        const auto put = TRY(store.put(refiner.reunite(std::move(orphans)), "", {}));
        changed += put.changed;
        if (put.changed == 0) break;
    }
    return changed;
}

}  // namespace narrowcast
