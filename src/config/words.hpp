// SPDX-License-Identifier: Apache-2.0
// Where in a file a setting stands, in words a person can follow.
#pragma once

#include "narrowcast/base/json.hpp"

#include <string>
#include <string_view>

namespace narrowcast::config {

std::string ordinal(std::size_t number);  // "1st", "2nd", "11th"

// "/screens/1/viewing_distance" -> `screens, 2nd ("coffee-3"), viewing_distance`; items are called
// by their name where they have one. "" -> "the file".
std::string in_words(std::string_view pointer, const Json& root);

}  // namespace narrowcast::config
