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

struct SearchDialect;  // query/search.hpp

// An amount taken from a quota (Platform::quotas) by a question or an answer.
struct Spending {
    std::string quota;
    double amount = 1;
    std::string once_for;  // not empty: free when this was spent on before within the same window
    bool operator==(const Spending&) const = default;
};

struct Request {
    std::string url;  // https, http; wss, ws only of a stream; file only for platforms that read a
                      // folder of this machine. Empty: there is nothing to ask
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                        // empty: GET, otherwise POST
    std::optional<std::uint64_t> from = {};  // first byte wanted, of a file that grows
    bool post = false;                       // POST although the body is empty
    bool login = false;                      // brings a session, not posts
    std::vector<Spending> spends = {};       // what asking costs, whatever the answer
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
    std::string session;              // what a login gave; shared by sources with the same login
    std::string etag, last_modified;  // verbatim, of the last answer with posts (fetcher's)
    bool operator==(const Cursor&) const = default;
};

struct Page {
    std::vector<RawPost> posts;
    Cursor next;
    bool more = false;                         // ask again at once: a login, or another page
    std::optional<std::chrono::seconds> wait;  // ask no sooner (ttl) or exactly then (replay)
    std::vector<std::string> garbled;          // one sentence for each item that was skipped
    std::vector<Spending> spent = {};          // what this answer cost, known only now
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
    std::vector<std::string> gone;     // native ids
    std::vector<Spending> spent = {};  // what this answer cost, known only now
};

// What a server says is left to ask in the window that runs, in whatever unit it counts.
struct RateLimit {
    double limit = 0;      // of the whole window; 0: it does not say
    double remaining = 0;  // until `resets`
    Time resets{};
    bool operator==(const RateLimit&) const = default;
};

// How much may be used in a span of time. Counted over restarts, and together for all sources of a
// platform with the same credential.
struct Quota {
    // At midnight of `zone`, on the first of the month there, or each spending by itself after 24
    // hours or seven days.
    enum class Renewal { daily, monthly, after_day, after_week };
    std::string name;      // "searches", "dollars"
    std::string in_words;  // "searches a day", as people read it
    double most = 0;
    Renewal renewal = Renewal::daily;
    std::string zone = "UTC";  // IANA name
    bool operator==(const Quota&) const = default;
};

// A piece of a stream: a Server-Sent Event, a line, or a message of a WebSocket.
struct Frame {
    std::string event;  // of a Server-Sent Event: "update"; else ""
    std::string data;
    std::string id;   // of a Server-Sent Event, "" if none
    std::string url;  // of the stream, as a Response's
    Time received{};
};

// Pauses before a stream is opened again: the first failure in a row waits `first`, each further
// one twice as long (or `first` longer, where `linear`), up to `most`.
struct Reconnect {
    std::chrono::milliseconds first{1'000};
    std::chrono::milliseconds most{60'000};
    bool linear = false;
    bool operator==(const Reconnect&) const = default;
};

// A conversation that does not end: the server tells, we listen. Polling (`ask`) fills the gap
// after each connection when `gap_by_polling`, and takes over while the stream cannot be had.
struct Stream {
    enum class Framing { events, lines, messages };  // SSE, NDJSON, WebSocket
    Framing framing = Framing::events;
    // Where to listen; an empty url: this source has no stream (no token, no such setting).
    Request (*open)(const SourceConfig&, const Cursor&, Time now) = nullptr;
    // One frame: no, one or more posts, and where to go on. Fault::later, rejected: the server ends
    // it so. Garbled: this frame is skipped.
    Result<Page> (*read)(const SourceConfig&, const Cursor&, const Frame&) = nullptr;
    // A cursor to go on with after an answer to `open` that was no stream (a cursor that is too
    // old, rules to be set first); null: refusal_of decides.
    Result<Cursor> (*refused)(const SourceConfig&, const Cursor&, const Response&) = nullptr;
    // Messages to send once it is open (a WebSocket's subscription); null: none.
    std::vector<std::string> (*hello)(const SourceConfig&, const Cursor&) = nullptr;
    std::chrono::seconds silent{60};  // no byte for so long: the connection is dead
    Reconnect network{}, http{}, throttled{};
    bool gap_by_polling = true;  // false: the stream itself goes on from the cursor
};

// The posts that others bring to us (webhooks): what came, as it came.
struct Delivery {
    std::string method;                                            // GET, POST
    std::map<std::string, std::string, std::less<>> query;         // decoded
    std::multimap<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;
    Time received{};

    std::string_view header(std::string_view name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

struct Receipt {
    std::vector<RawPost> posts;
    std::string reply;        // body of the answer 200 (a challenge)
    std::string delivery_id;  // the same one twice: taken once; "" if it bears none
    std::vector<std::string> garbled;
};

// The SourceConfig that these functions see holds in `credential` the secret itself, no longer its
// name; see secret_part() where it has several. They hand it to the server in a header (or where
// the platform insists: in the address, which is never printed) and never repeat it in a sentence.
struct Platform {
    std::string_view name;
    // `now` only for what a question must say of the time. An empty url: there is nothing to ask
    // (yet); an empty session where one is needed makes the question a login.
    Request (*ask)(const SourceConfig&, const Cursor&, Time now) = nullptr;
    // By the answer's shape, so that a recorded answer can be read without the setting that asked.
    // A session that expired: posts none, `next.session` without it (or only with what refreshes
    // it), `more`.
    Result<Page> (*read)(const SourceConfig&, const Cursor&, const Response&) = nullptr;

    // Asks again for posts, at most `look_up_most` at a time; null where the platform has no such
    // question. `read_looked_up` also gets 404 and 410. The cursor gives the session.
    Request (*look_up)(const SourceConfig&, const Cursor&, std::span<const Known>) = nullptr;
    Result<Found> (*read_looked_up)(const SourceConfig&, std::span<const Known>,
                                    const Response&) = nullptr;
    // Another way, taken once `look_up` was answered with 401 or 403. An empty url: there is none
    // for this post.
    Request (*look_up_otherwise)(const SourceConfig&, const Cursor&,
                                 std::span<const Known>) = nullptr;
    std::size_t look_up_most = 1;

    // Pure check at start of what this platform needs in its settings: Fault::refused, in words.
    Result<void> (*check)(const SourceConfig&) = nullptr;

    // What the headers of an answer say of the budget; null: nothing.
    std::optional<RateLimit> (*rate_limit)(const Response&) = nullptr;
    // What may be used a day or a month; null: no end.
    std::vector<Quota> (*quotas)(const SourceConfig&) = nullptr;

    const Stream* stream = nullptr;  // null: polled only

    // Asks for what posts lack that a stream or others bring, at most `complete_most` at a time,
    // and fills it in; null: they lack nothing. `lacks`: whether of this one nothing but the id is
    // known; null: of each the author's name is missing, and nothing else.
    bool (*lacks)(const RawPost&) = nullptr;
    Request (*complete)(const SourceConfig&, std::span<const RawPost>) = nullptr;
    Result<void> (*read_completed)(std::span<RawPost>, const Response&) = nullptr;
    std::size_t complete_most = 25;

    // Takes what was delivered, once its signature is proven; Fault::rejected: not by whom it
    // says. null: not a platform that delivers.
    Result<Receipt> (*receive)(const SourceConfig&, const Delivery&) = nullptr;

    const SearchDialect* search = nullptr;  // of its own search, for a source's query; null: none
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
