// SPDX-License-Identifier: Apache-2.0
// How long to wait between two rounds of questions: longer in the quiet hours, shorter in a storm,
// and never so short that a budget would be used up before it is renewed. Pure.
#pragma once

#include "narrowcast/platform.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace narrowcast {

class Tempo {
public:
    using Milliseconds = std::chrono::milliseconds;

    static constexpr int quiet_slower = 4;         // in the quiet hours
    static constexpr int storm_faster = 4;         // while posts come much faster than usual
    static constexpr Milliseconds fastest{5'000};  // in a storm; a shorter `every` stays as it is

    // `quiet_hours`: "23:00-06:00" in the source's time zone; "": there are none.
    Tempo(std::chrono::seconds every, std::string_view quiet_hours, std::string_view zone);

    // A round of questions brought so many posts that had not come before.
    void came(std::size_t posts);
    bool storm() const { return storm_; }

    // What a server said is left, of which `sharers` sources want their part.
    void limited(std::optional<RateLimit> limit, std::size_t sharers);

    // From now to the next round. Out of budget: until it is renewed.
    Milliseconds pause(Time now) const;

    // So that `left` lasts until `renewal` when each round costs `price`.
    static Milliseconds spread(double left, double price, std::chrono::seconds renewal);

private:
    bool quiet(Time now) const;

    std::chrono::seconds every_;
    int quiet_from_ = -1, quiet_until_ = -1;  // minutes of the day; -1: no quiet hours
    std::string zone_;
    double usual_ = 0;  // posts a round, sliding mean
    int rounds_ = 0;
    bool storm_ = false;
    std::optional<RateLimit> limit_;
    std::size_t sharers_ = 1;
};

}  // namespace narrowcast
