// SPDX-License-Identifier: Apache-2.0
// What a Discourse forum says of posts and topics, in any of its lists. Private to discourse.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <cstdint>
#include <string>

namespace narrowcast {

// Where an answer came from: relative addresses and ids belong to it.
struct Forum {
    std::string server;  // "https://forum.polder.example"; "" when an answer comes from a pipe
    std::string host;
};

// Ids are host/topic/number: unlike a post's own id that is known in every list, and a reply names
// the post it answers by it.
std::string discourse_id(const Forum& forum, const std::string& topic, const std::string& number);

// The posts of an answer: newest posts, search results, newest topics, a topic or one post. Those
// of the staff's own (whispers) and those that only tell what happened (closed, moved) are left
// out. False: it is none of these.
bool read_discourse(Page& page, const Json& json, const Forum& forum);

// The smallest and largest of the posts' own ids, by which the list of newest posts is paged.
struct DiscourseIds {
    std::int64_t newest = 0, oldest = 0;
};
DiscourseIds discourse_ids(const Json& json);

}  // namespace narrowcast
