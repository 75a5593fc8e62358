// SPDX-License-Identifier: Apache-2.0
// What the files of the mastodon platform share.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>

namespace narrowcast {

// A status; a boost shows the original, by its author. `server`: any address of the server that
// sent it, whose people have handles without a host.
Result<RawPost> mastodon_post(const Json& status, std::string_view server);

// Cursor::position of a timeline: the id of the newest post that came, and where the server has
// another host for its streams, a space and that host's address.
struct MastodonPlace {
    std::string newest, streams;

    static MastodonPlace of(std::string_view position);
    std::string spelled() const;
};

// An event of a stream: a new or edited status, the id of one that is gone, or none of our affair.
struct MastodonEvent {
    std::string name;     // "update", "status.update", "delete"
    std::string payload;  // JSON as a text, or an id
};
void read_mastodon_event(Page& page, const MastodonEvent& event, std::string_view server);

std::string mastodon_tag(const SourceConfig& source);  // without #, "" if there is none
Request mastodon_question(const SourceConfig& source, std::string url, std::string_view accept);
Result<Json> mastodon_answer(const SourceConfig& source, const Response& response);

extern const Stream mastodon_stream;

}  // namespace narrowcast
