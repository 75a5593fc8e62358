// SPDX-License-Identifier: Apache-2.0
// A circuit breaker for each host: once it failed several times in a row, whoever asked, nobody
// asks it for a while, and then one question alone tries whether it is back. Pure.
//
// After M. Nygard, Release It! (2nd ed. 2018), "Circuit Breaker".
#pragma once

#include "fetch/schedule.hpp"

#include "narrowcast/base/time.hpp"

#include <map>
#include <string>
#include <string_view>

namespace narrowcast {

class Breaker {
public:
    static constexpr int most_failures = 5;  // in a row, over all sources of the host
    static constexpr std::chrono::milliseconds first_pause{30'000};  // twofold with every vain try
    static constexpr std::chrono::milliseconds longest_pause{600'000};

    // Whether a question may go to this host now. A yes while it is open is the one that tries;
    // its answer must follow.
    bool allows(std::string_view host, Instant now);

    // `well`: an answer came, whatever it said, unless the server itself was at fault.
    void answered(const std::string& host, bool well, Instant now, Chance& chance);

    // When it may be asked again; `now` if it may be now.
    Instant next(std::string_view host, Instant now) const;
    bool open(std::string_view host) const;

private:
    struct Circuit {
        int failures = 0;
        std::chrono::milliseconds pause = first_pause;
        Instant until{};
        bool trying = false;
    };
    std::map<std::string, Circuit, std::less<>> circuits_;
};

}  // namespace narrowcast
