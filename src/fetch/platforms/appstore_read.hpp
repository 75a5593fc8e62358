// SPDX-License-Identifier: Apache-2.0
// One review of an app, as the shop's feed and as App Store Connect tell it. Private to
// appstore.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace narrowcast {

Result<RawPost> appstore_entry(const Json& entry);  // of the shop's feed
Result<RawPost> appstore_review(const Json& item);  // of App Store Connect

// The first entry of old feeds is the app itself, which bears no stars.
bool is_appstore_review(const Json& entry);

std::optional<std::int64_t> number_in(std::string_view text);  // not below 0

}  // namespace narrowcast
