// SPDX-License-Identifier: Apache-2.0
// Takes the posts that others bring: webhooks.
//
//     POST /hooks/{source}      as docs/sources/webhook.md says; GET for the handshakes of some
//
// Whoever brings must sign with the source's secret; the platform's `receive` proves it.
#pragma once

#include "fetch/conversation.hpp"
#include "hub/tally.hpp"
#include "lib/http_server.hpp"
#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/platform.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace narrowcast {

class Hooks {
public:
    // `tally` outlives this; while it says that the store is not well, nothing is taken: it might
    // never be written.
    Hooks(Clock clock, const HubTally& tally) : clock_{std::move(clock)}, tally_{tally} {}

    // Where posts go: to the writer, or first to the fetcher, of platforms that complete them.
    struct Ways {
        std::shared_ptr<Channel<Batch>> out, to_complete;
    };
    // Which sources may be brought to from now on, and where their posts go; none: nowhere, and who
    // brings is asked to come again. Any thread.
    void use(const std::vector<SourceJob>& jobs, Ways ways);

    // Server's thread alone. 200: taken, or taken before; 503: come again.
    lib::WebAnswer answer(const lib::WebRequest& request);

    static constexpr std::string_view path = "/hooks/";

private:
    struct Desk {
        std::vector<SourceJob> sources;  // with the secret in SourceConfig::credential
        Ways ways;
    };
    bool known(const std::string& delivery);
    void remember(const std::string& delivery);

    const Clock clock_;
    const HubTally& tally_;
    Latest<Desk> desk_;
    std::set<std::string> deliveries_;  // taken lately
    std::vector<std::string> order_;    // of them, a ring
    std::size_t oldest_ = 0;
};

}  // namespace narrowcast
