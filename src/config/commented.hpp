// SPDX-License-Identifier: Apache-2.0
// JSON for people: a comment line above each setting, from the descriptions of its schema.
#pragma once

#include "narrowcast/base/json.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::config {

using Notes = std::map<std::string, std::vector<std::string>, std::less<>>;  // lines by pointer

// Each setting is explained where it stands first. Items of a list show only what differs from its
// default, unless the list is one of `whole` (pointers). A note stands above the value it belongs
// to; the one of "" opens the file.
std::string commented(const Json& value, const Json& schema, const Notes& notes,
                      const std::set<std::string>& whole = {});

}  // namespace narrowcast::config
