// SPDX-License-Identifier: Apache-2.0
// Brings stored posts to the routes of the configuration in force and to the moods that the scorer
// gives now, in small steps.
//
// The store notes by which rules its posts were routed and scored. A change is so noticed also when
// it was made while no hub ran, and one that was interrupted is done again from its begin: a post
// that is right already stays as it is. What editors corrected stays corrected.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

class Rerouting {
public:
    // All three outlive it. `scoring`: others whenever the refiner's scorer scores otherwise.
    Rerouting(Store& store, const Refiner& refiner, const WallConfig& config, std::string scoring);

    // False once nothing is left to do.
    bool under_way() const { return state_ != State::done; }

    // The next page of posts, newest first, as far back as charts look at `now`; a few hundredths
    // of a second of work. How many posts changed. Fails as the store fails, and is then to be
    // called again. Asked to stop, it may do nothing.
    Result<std::size_t> step(Time now, const std::stop_token& stop);

private:
    enum class State { unknown, walking, done };
    Result<void> begin(Time now);
    Result<bool> is_stale(std::string_view note, std::string_view rules);
    Result<void> end();

    Store& store_;
    const Refiner& refiner_;
    const WallConfig& config_;
    const std::string rules_, scoring_;
    State state_ = State::unknown;
    bool scores_ = false;  // not routes alone
    PostPlace before_;
    Time from_{};
    std::size_t changed_ = 0;
};

}  // namespace narrowcast
