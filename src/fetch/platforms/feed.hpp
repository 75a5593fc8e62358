// SPDX-License-Identifier: Apache-2.0
// The two spellings of a feed: XML (RSS, Atom) and JSON. Private to rss.cpp.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

struct Feed {
    std::vector<RawPost> posts;
    std::vector<std::string> garbled;          // one sentence for each item that was skipped
    std::optional<std::chrono::seconds> wait;  // how often it says it changes
};

// Where a feed came from: what its relative addresses and its small ids are relative to.
struct FeedOrigin {
    std::string base;  // Content-Location, else the address of the answer
    std::string feed;  // as configured: stays the same over redirects
};

// RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0. `text` is UTF-8.
Result<Feed> read_xml_feed(std::string_view text, const FeedOrigin& origin);

// JSON Feed 1.0 and 1.1.
Result<Feed> read_json_feed(std::string_view text, const FeedOrigin& origin);

// A native id from what an item has: its own id if that is unique in the world, with the feed's
// fingerprint if it is not, else its link, else title and date. "" if it has nothing.
std::string feed_item_id(const FeedOrigin& origin, std::string_view own, const RawPost& post);

// `relative` against the origin; "" unless the result is http or https.
std::string feed_link(std::string_view base, std::string_view relative);

// A medium by its MIME type, else by its "medium" word, else by its ending.
std::string media_type_from(std::string_view mime, std::string_view medium, std::string_view url);

}  // namespace narrowcast
