// SPDX-License-Identifier: Apache-2.0
// What the files of the bluesky platform share: a post as its author stored it (the stream) and as
// the network shows it (search, author feed, look-ups).
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

inline constexpr std::string_view bluesky_posts = "app.bsky.feed.post";

// at://did:plc:abc/app.bsky.feed.post/3n2tteyn2m22e
struct AtUri {
    std::string did, collection, key;
    std::string spelled() const;
    bool operator==(const AtUri&) const = default;
};
std::optional<AtUri> at_uri_of(std::string_view uri);

// When a record was made, as its key says; nothing if the key is none of those that count time.
std::optional<Time> bluesky_time_of(std::string_view key);

// https://bsky.app/profile/{handle or DID}[/post/{key}]; "" without `who`.
std::string bluesky_page(std::string_view who, std::string_view key = {});
std::optional<AtUri> bluesky_post_at(std::string_view page);  // of a page that names the DID

// The text with its shortened links in full. Facets count bytes; those that do not fit are ignored.
std::string with_full_links(const std::string& text, const Json& facets);

// A record as the author stored it; `seen`: when a server first saw it.
Result<RawPost> bluesky_record(const AtUri& uri, const Json& record, std::optional<Time> seen);

// A post as the network shows it, and one of an author's feed (perhaps a repost).
Result<RawPost> bluesky_view(const Json& view);
Result<RawPost> bluesky_feed_item(const Json& item);

// Name, handle, picture and page; a label of the profile makes the post sensitive.
void bluesky_author(RawPost& post, const Json& profile);

// Words of {"error": "...", "message": "..."}, "" if there are none.
std::string bluesky_said(const Json& json);

// The server that answers about the whole network.
std::string bluesky_appview(const SourceConfig& source);
std::vector<std::string> bluesky_accounts(const SourceConfig& source);

// What a login gave: Cursor::session.
struct BlueskySession {
    std::string access, refresh;  // secrets
    std::string server;           // of the account
    std::string fresh;            // "login", "refresh": not used with success yet

    static BlueskySession of(const std::string& session);
    std::string spelled() const;  // "" if it holds nothing
};
Request bluesky_question(std::string url, const BlueskySession& session);
Request bluesky_login(const SourceConfig& source, const BlueskySession& session);

// The cursor after an answer that is about the session: it came (`accessJwt`), or it expired.
// Nothing: an answer about something else. Rejected: a new session is refused, too.
std::optional<Result<Cursor>> bluesky_new_session(const SourceConfig& source, const Cursor& cursor,
                                                  const Response& response);

// Platform::look_up, read_looked_up, complete and read_completed.
Request bluesky_look_up(const SourceConfig& source, const Cursor& cursor,
                        std::span<const Known> known);
Result<Found> bluesky_read_looked_up(const SourceConfig& source, std::span<const Known> known,
                                     const Response& response);
Request bluesky_complete(const SourceConfig& source, std::span<const RawPost> posts);
Result<void> bluesky_read_completed(std::span<RawPost> posts, const Response& response);

extern const Stream bluesky_stream;

}  // namespace narrowcast
