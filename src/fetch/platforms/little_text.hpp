// SPDX-License-Identifier: Apache-2.0
// LinkedIn's "little text": words with mentions, hashtags and escapes in them.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

// What people read: "Thanks @[Devtestco](urn:li:organization:1) {hashtag|\#|app} \(2\)" is
// "Thanks Devtestco #app (2)". What is not well formed stays as it is.
std::string plain_of_little_text(std::string_view text);

}  // namespace narrowcast
