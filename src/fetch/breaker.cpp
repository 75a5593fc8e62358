// SPDX-License-Identifier: Apache-2.0
// A circuit breaker for each host.
#include "fetch/breaker.hpp"

#include <algorithm>

namespace narrowcast {

bool Breaker::open(std::string_view host) const
{
    const auto found = circuits_.find(host);
    return found != circuits_.end() && found->second.failures >= most_failures;
}

bool Breaker::allows(std::string_view host, Instant now)
{
    const auto found = circuits_.find(host);
    if (found == circuits_.end() || found->second.failures < most_failures) return true;
    Circuit& circuit = found->second;
    if (circuit.trying || now < circuit.until) return false;
    return circuit.trying = true;
}

void Breaker::answered(const std::string& host, bool well, Instant now, Chance& chance)
{
    if (well) {
        circuits_.erase(host);
        return;
    }
    Circuit& circuit = circuits_[host];
    const bool tried = circuit.trying;
    circuit.trying = false;
    ++circuit.failures;
    if (circuit.failures < most_failures) return;
    if (tried) circuit.pause = std::min(circuit.pause * 2, longest_pause);
    if (circuit.failures > most_failures && !tried) return;  // it was under way when others failed
    // between half the pause and all of it, so that many hubs do not try at the same moment
    using Rep = std::chrono::milliseconds::rep;
    std::uniform_int_distribution<Rep> part{circuit.pause.count() / 2, circuit.pause.count()};
    circuit.until = now + std::chrono::milliseconds{part(chance)};
}

Instant Breaker::next(std::string_view host, Instant now) const
{
    const auto found = circuits_.find(host);
    if (found == circuits_.end() || found->second.failures < most_failures) return now;
    return std::max(now, found->second.until);
}

}  // namespace narrowcast
