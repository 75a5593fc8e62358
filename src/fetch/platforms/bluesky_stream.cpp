// SPDX-License-Identifier: Apache-2.0
// Jetstream: everything that is posted on Bluesky, as it comes, without a key.
//
// Cursor::position is where to go on: of version 1 the microsecond of the last event, of version 2
// its number. Below 10^15 it is a number, which both versions read.
#include "fetch/platforms/bluesky.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <charconv>

namespace narrowcast {
namespace {

constexpr std::string_view public_stream = "wss://jetstream2.us-east.bsky.network";
constexpr std::string_view path_1 = "/subscribe";
constexpr std::string_view path_2 = "/xrpc/network.bsky.jetstream.subscribeEvents";
constexpr std::int64_t first_microsecond = 1'000'000'000'000'000;
constexpr std::int64_t rewound = 5'000'000;  // events are ordered by time only roughly
constexpr std::int64_t kept = std::int64_t{36} * 3600 * 1'000'000;

struct StreamAddress {
    std::string server;
    bool second = false;  // speaks version 2
};

StreamAddress listening_of(const SourceConfig& source)
{
    StreamAddress at{std::string{public_stream}, trimmed(source.api_version) == "2"};
    for (std::string_view address : split(source.url, ' '))
        if (address = trimmed(address); ascii_lower(address.substr(0, 2)) == "ws")
            at.server = address;
    while (at.server.ends_with('/'))
        at.server.pop_back();
    for (const std::string_view path : {path_2, path_1})
        if (at.server.ends_with(path)) {
            at.server.resize(at.server.size() - path.size());
            if (trimmed(source.api_version).empty()) at.second = path == path_2;
            break;
        }
    return at;
}

std::int64_t number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number > 0 ? number : 0;
}

Request open(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (!source.stream || (!source.feed.empty() && source.feed != "stream")) return {};
    const StreamAddress at = listening_of(source);
    std::string url = at.server;
    url += at.second ? std::string{path_2} + "?kinds=commit&collections="
                     : std::string{path_1} + "?wantedCollections=";
    url += bluesky_posts;
    // A message that is too long for us would end every connection at the same place.
    url += "&maxMessageSizeBytes=131072";
    for (const std::string& did : bluesky_accounts(source))
        url += (at.second ? "&dids=" : "&wantedDids=") + percent_encoded(did);
    if (std::int64_t place = number_of(cursor.position); place > 0) {
        if (!at.second && place > first_microsecond + rewound) place -= rewound;
        url += "&cursor=" + std::to_string(place);
    }
    return {.url = std::move(url), .headers = {}, .body = {}};
}

// ---- one message -------------------------------------------------------------------------------

// What both versions say of an event, wherever they say it.
struct Event {
    const Json& commit;  // null: of another kind
    std::string did;
    std::string position;
    std::optional<Time> time;
};

Event event_of(const Json& message)
{
    const Json& payload = member(message, "payload");
    if (payload.is_object()) {
        const bool commit = text_in(payload, "$type").ends_with("#commit");
        return {commit ? payload : member(payload, ""), text_in(payload, "did"),
                text_in(payload, "seq"), time_in(payload, "time")};
    }
    const auto microseconds = count_in(message, "time_us");
    std::optional<Time> time;
    if (microseconds) time = Time{std::chrono::seconds{*microseconds / 1'000'000}};
    return {text_in(message, "kind") == "commit" ? member(message, "commit") : member(message, ""),
            text_in(message, "did"), text_in(message, "time_us"), time};
}

Error ended_by(const Json& message)
{
    const std::string name = text_in(message, "error");
    if (name == "ConsumerTooSlow")
        return {Fault::later,
                "the stream was ended because this machine reads too slowly (ConsumerTooSlow)",
                {}};
    std::string words = bluesky_said(message);
    if (words.size() > 200) words.resize(200);
    return {Fault::later, "the stream was ended by its server: " + repair_utf8(words), {}};
}

Result<RawPost> post_of(const Event& event)
{
    const AtUri uri{event.did, text_in(event.commit, "collection"), text_in(event.commit, "rkey")};
    const std::string operation = text_in(event.commit, "operation");
    if (!at_uri_of(uri.spelled()))
        return fail(Fault::garbled, "an event about a post without an address");
    if (operation == "delete") {
        RawPost gone;
        gone.native_id = uri.spelled();
        gone.deleted = true;
        return gone;
    }
    if (operation != "create" && operation != "update")
        return fail(Fault::garbled, "an event that is none we know: " + repair_utf8(operation));
    RawPost post = TRY(bluesky_record(uri, member(event.commit, "record"), event.time));
    if (operation == "update") post.edited = event.time;
    return post;
}

// Thousands come in a second: what cannot be a post is not even parsed.
bool may_matter(std::string_view text)
{
    return text.find(bluesky_posts) != std::string_view::npos ||
           text.find("\"error\"") != std::string_view::npos;
}

Result<Page> read(const SourceConfig&, const Cursor& cursor, const Frame& frame)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (!trimmed(frame.data).starts_with('{'))
        return fail(Fault::garbled, "a message of the stream that is no JSON object");
    if (!may_matter(frame.data)) return page;
    const Json message = TRY(parse_json(frame.data));
    if (text_in(message, "$type") == "error" && !text_in(message, "error").empty())
        return std::unexpected{ended_by(message)};
    const Event event = event_of(message);
    if (number_of(event.position) > 0) page.next.position = event.position;
    if (text_in(event.commit, "collection") != bluesky_posts) return page;
    if (auto post = post_of(event))
        page.posts.push_back(*std::move(post));
    else
        page.garbled.push_back(std::move(post).error().text);
    return page;
}

// Version 2 does not go on from a number that it no longer keeps; it does from any time. Whoever
// was away so long goes on with the oldest that is kept.
Result<Cursor> refused(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const auto json = parse_json(response.body);
    if (response.status == 400 && json && text_in(*json, "error") == "CursorTooOld" &&
        !cursor.position.empty()) {
        const std::int64_t now = response.received.time_since_epoch().count() * 1'000'000;
        const bool numbered = number_of(cursor.position) < first_microsecond;
        Cursor next = cursor;
        next.position =
            numbered && now > first_microsecond + kept ? std::to_string(now - kept) : "";
        return next;
    }
    auto answer = json_answer(source, response, bluesky_said, "is there a Jetstream");
    if (!answer) {
        if (response.status == 400) answer.error().fault = Fault::rejected;
        return std::unexpected{std::move(answer).error()};
    }
    return fail(Fault::later, host_of(response.url) + " answered, but not with a stream");
}

constexpr Reconnect doubling{
    .first = std::chrono::seconds{1}, .most = std::chrono::seconds{64}, .linear = false};

}  // namespace

// The schedule is that of the network's own clients.
constinit const Stream bluesky_stream{.framing = Stream::Framing::messages,
                                      .open = open,
                                      .read = read,
                                      .refused = refused,
                                      .hello = nullptr,
                                      .silent = std::chrono::seconds{60},
                                      .network = doubling,
                                      .http = doubling,
                                      .throttled = {.first = std::chrono::seconds{30},
                                                    .most = std::chrono::minutes{10},
                                                    .linear = false},
                                      .gap_by_polling = false};

}  // namespace narrowcast
