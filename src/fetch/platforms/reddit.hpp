// SPDX-License-Identifier: Apache-2.0
// What the parts of the platform Reddit share. Private to reddit*.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

namespace narrowcast {

// A link with its text (t3) or a comment (t1). What was removed is `deleted`.
Result<RawPost> reddit_post(const Json& thing);

// An Atom feed of Reddit, whose items get the ids and authors that the API gives.
Result<Page> reddit_feed(const Cursor& cursor, const Response& response);

}  // namespace narrowcast
