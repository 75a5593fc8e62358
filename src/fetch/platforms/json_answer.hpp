// SPDX-License-Identifier: Apache-2.0
// What every platform that speaks JSON does alike with an answer.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>

namespace narrowcast {

// The answer as JSON, or why there is none: a refusal with the server's own words (`said` finds
// them, "" if there are none; a 200 in which it finds some is a fault, too), an empty answer, a web
// page where posts were expected. `doubt` ends the question asked of a person then: "is there a
// Mastodon server at this address". A 429 waits until what Retry-After or the dialects of
// answer.hpp say.
Result<Json> json_answer(const SourceConfig& source, const Response& response,
                         std::string (*said)(const Json&), std::string_view doubt);

// Reads each item of a list into `page.posts`; one that cannot be read becomes a sentence of
// `page.garbled` and the others survive. `items` may be anything.
template <typename Reader>
void read_items(Page& page, const Json& items, Reader&& reader)
{
    if (!items.is_array()) return;
    for (const Json& item : items) {
        Result<RawPost> post = reader(item);
        if (post)
            page.posts.push_back(*std::move(post));
        else
            page.garbled.push_back(std::move(post).error().text);
    }
}

// The posts with a date first, and the latest of those; nullptr without any.
const RawPost* newest_of(const std::vector<RawPost>& posts);

}  // namespace narrowcast
