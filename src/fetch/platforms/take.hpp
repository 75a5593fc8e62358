// SPDX-License-Identifier: Apache-2.0
// Takes values out of JSON that strangers wrote: whatever is missing or of another type is nothing.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/time.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

// The member, or null. `json` may be anything.
const Json& member(const Json& json, const char* key);

std::string text_of(const Json& json);  // a text, or a whole number's digits; else ""
std::string text_in(const Json& json, const char* key);
std::string first_text_in(const Json& json, std::initializer_list<const char*> keys);  // not empty
bool true_in(const Json& json, const char* key);
std::optional<std::int64_t> count_in(const Json& json, const char* key);  // not below 0
std::optional<Time> time_in(const Json& json, const char* key);           // RFC 3339 or epoch

}  // namespace narrowcast
