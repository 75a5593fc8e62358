// SPDX-License-Identifier: Apache-2.0
// Brings stored posts to the routes of the configuration in force, in small steps.
//
// The store notes which configuration its posts were routed by. A change is so noticed also when it
// was made while no hub ran, and one that was interrupted is done again from its begin: a post that
// is right already stays as it is.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"

#include <cstddef>
#include <string>

namespace narrowcast {

class Rerouting {
public:
    // All three outlive it.
    Rerouting(Store& store, const Refiner& refiner, const WallConfig& config);

    // False once nothing is left to do.
    bool under_way() const { return state_ != State::done; }

    // The next page of posts, newest first, as far back as charts look at `now`; a few hundredths
    // of a second of work. How many posts changed their routes. Fails as the store fails, and is
    // then to be called again.
    Result<std::size_t> step(Time now);

private:
    enum class State { unknown, walking, done };
    Result<void> begin(Time now);
    Result<void> end();

    Store& store_;
    const Refiner& refiner_;
    const WallConfig& config_;
    const std::string rules_;
    State state_ = State::unknown;
    PostPlace before_;
    Time from_{};
    std::size_t changed_ = 0;
};

}  // namespace narrowcast
