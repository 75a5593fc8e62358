// SPDX-License-Identifier: Apache-2.0
// What the verbs of the stages print alike.
#pragma once

#include "narrowcast/post.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Cleaned, a JSON line each, on stdout.
void print_posts(std::vector<RawPost> posts, const std::string& source, std::string_view platform);

// A sentence each, on stderr.
void print_garbled(const std::vector<std::string>& sentences);

}  // namespace narrowcast
