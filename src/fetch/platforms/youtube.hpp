// SPDX-License-Identifier: Apache-2.0
// What the parts of the platform YouTube share. Private to youtube*.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>

namespace narrowcast {

// A video, or a comment with those of its answers that came with it, into `page`.
void youtube_item(Page& page, const Json& item);
std::string youtube_video_of(const Json& item);  // its id, "" if it is none
bool youtube_is_comment(std::string_view native_id);

// The answer as JSON, or YouTube's reason why there is none in words, with what to do about it.
Result<Json> youtube_answer(const SourceConfig& source, const Response& response);
std::string youtube_reason(const Response& response);  // "quotaExceeded"; "" without one

}  // namespace narrowcast
