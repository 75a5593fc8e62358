// SPDX-License-Identifier: Apache-2.0
// What became of one post that was asked for again.
#pragma once

#include "narrowcast/platform.hpp"

#include <vector>

namespace narrowcast {

bool says_gone(const Response& response);  // 404, 410

Found found_gone(const Known& known);
Found found_again(RawPost post);  // perhaps edited

// The one among the posts of an answer, gone when it is marked so; nothing when it is not there.
Found found_among(std::vector<RawPost> posts, const Known& known);

}  // namespace narrowcast
