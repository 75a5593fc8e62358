// SPDX-License-Identifier: Apache-2.0
// Exchanges chosen posts for others until sources and topics stand in proportion.
#pragma once

#include "narrowcast/post.hpp"
#include "publish/mix.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Swaps posts of `chosen` (but those in `kept`) for others of `candidates` (newest first) with the
// same label, until no source's and no topic's share differs by more than five points from what was
// written, or no swap helps. Who comes in is the newest that fits, by somebody with fewer than
// `most_of_one_author` posts; who goes is the oldest.
void balance(std::vector<RoutedPost>& chosen, const std::vector<RoutedPost>& candidates,
             const std::set<std::string>& kept, const Mix& written, int most_of_one_author);

// Whom a post counts for; "" when it names nobody.
std::string_view author_key(const RoutedPost& routed);

}  // namespace narrowcast
