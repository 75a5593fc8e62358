// SPDX-License-Identifier: Apache-2.0
// One source looked at on behalf of a person, and each finding with its remedy: for `narrowcast
// doctor`.
#pragma once

#include "fetch/conversation.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace narrowcast {

struct Finding {
    bool well = true;
    std::string text;
    bool operator==(const Finding&) const = default;
};

// Asks once and, where the source has a stream, listens for some seconds: whether the name
// resolves, the server can be reached and accepts the credential, what is left of the budget, when
// a token expires, how far the clocks are apart, how old the newest post is. Blocks; any thread.
// What the questions cost is kept in `notes`, like the hub's own.
std::vector<Finding> probe(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
                           const std::stop_token& stop);

// The pieces, pure.
std::vector<Finding> findings_on_clock(const Response& response);
std::vector<Finding> findings_on_token(std::string_view token, Time now);  // a JWT's `exp`
Finding finding_on_posts(const std::vector<RawPost>& posts, Time now);

}  // namespace narrowcast
