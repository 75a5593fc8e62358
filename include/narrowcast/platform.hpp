// SPDX-License-Identifier: Apache-2.0
// A platform knows two things: what to ask, and how to read the answer.
//
// Both are pure functions: no network, no clock, no disk. A recorded answer is a whole test.
// Login and paging need no further concept: `ask` with an empty session is the login request;
// `read` then returns no posts, a cursor that holds the session, and `more`.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/post.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast {

struct Request {
    std::string url;  // https, http; file only for platforms that read a folder of this machine
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                   // empty: GET, otherwise POST
    std::optional<std::uint64_t> from;  // first byte wanted, of a file that grows
};

struct Response {
    int status = 0;   // HTTP; 200 for a file
    std::string url;  // after redirects: what relative links are relative to
    std::multimap<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;                                              // decompressed
    Time received{};

    // The first value of a header, "" if it was not sent. `name` in lower case.
    std::string_view header(std::string_view name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

// Where the conversation with one source stands. Kept in the store with the posts it brought;
// opaque to all but its platform.
struct Cursor {
    std::string position;             // where to go on
    std::string session;              // what a login gave
    std::string etag, last_modified;  // verbatim, of the last answer with posts (fetcher's)
    bool operator==(const Cursor&) const = default;
};

struct Page {
    std::vector<RawPost> posts;
    Cursor next;
    bool more = false;                         // ask again at once: a login, or another page
    std::optional<std::chrono::seconds> wait;  // ask no sooner (ttl) or exactly then (replay)
    std::vector<std::string> garbled;          // one sentence for each item that was skipped
};

// A post that is asked for again: what the platform called it, and where people read it.
struct Known {
    std::string native_id;
    std::string url;
    bool operator==(const Known&) const = default;
};

// What became of posts that were asked for again: those found (possibly edited), those gone. What
// is in neither is unchanged or cannot be told.
struct Found {
    std::vector<RawPost> posts;
    std::vector<std::string> gone;  // native ids
};

// The SourceConfig that these functions see holds in `credential` the secret itself, no longer its
// name. They hand it to the server in a header and never repeat it in a sentence.
struct Platform {
    std::string_view name;
    Request (*ask)(const SourceConfig&, const Cursor&);
    Result<Page> (*read)(const SourceConfig&, const Cursor&, const Response&);

    // Asks again for posts, at most `look_up_most` at a time; null where the platform has no such
    // question. `read_looked_up` also gets 404 and 410.
    Request (*look_up)(const SourceConfig&, std::span<const Known>) = nullptr;
    Result<Found> (*read_looked_up)(const SourceConfig&, std::span<const Known>,
                                    const Response&) = nullptr;
    // Another way, taken once `look_up` was answered with 401 or 403. An empty url: there is none
    // for this post.
    Request (*look_up_otherwise)(const SourceConfig&, std::span<const Known>) = nullptr;
    std::size_t look_up_most = 1;

    // Pure check at start of what this platform needs in its settings: Fault::refused, in words.
    Result<void> (*check)(const SourceConfig&) = nullptr;
};

// All platforms, in the order they are listed to people.
std::span<const Platform> platforms();
const Platform* platform_named(std::string_view name);  // nullptr if there is none

// What a fetcher hands over: posts, and where to go on once they are stored.
struct Batch {
    std::string source;
    std::string platform;
    std::vector<RawPost> posts;
    std::optional<Cursor> next;  // absent: a look-up, the conversation stands where it stood
    bool more = false;           // catching up: another batch of this source follows at once
};

}  // namespace narrowcast
