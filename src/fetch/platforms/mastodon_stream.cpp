// SPDX-License-Identifier: Apache-2.0
// Mastodon's stream of a hashtag or of all public posts: Server-Sent Events, with a token only.
//
// It keeps nothing: what came while nobody listened is asked for by the timeline (min_id). Where
// the server has another host for its streams, Cursor::position names that host, too.
#include "fetch/platforms/mastodon.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

Request open(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (!source.stream || source.credential.empty() || source.feed == "search") return {};
    const std::string tag = mastodon_tag(source);
    std::string url = MastodonPlace::of(cursor.position).streams;
    if (url.empty()) url = server_of(source);
    url += "/api/v1/streaming/";
    url += tag.empty() ? "public" : "hashtag?tag=" + percent_encoded(tag);
    return mastodon_question(source, std::move(url), "text/event-stream");
}

// A frame of the WebSocket's form holds the event's name, and its payload as a text, too.
MastodonEvent event_of(const Frame& frame)
{
    const bool named = !frame.event.empty() && frame.event != "message";
    if (named || !trimmed(frame.data).starts_with('{')) return {frame.event, frame.data};
    const auto json = parse_json(frame.data);
    if (!json || !member(*json, "event").is_string()) return {"update", frame.data};
    return {text_in(*json, "event"), text_in(*json, "payload")};
}

Result<Page> read(const SourceConfig&, const Cursor& cursor, const Frame& frame)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    const MastodonEvent event = event_of(frame);
    read_mastodon_event(page, event, frame.url);
    if (event.name != "update" || page.posts.empty()) return page;
    // An old post that only now came from its own server must not set us back.
    MastodonPlace place = MastodonPlace::of(cursor.position);
    if (!is_newer(page.posts.front().native_id, place.newest)) return page;
    place.newest = page.posts.front().native_id;
    page.next.position = place.spelled();
    return page;
}

// "https://streaming.polder.example" of an address there; "" if it is none, or less safe.
std::string host_address(const SourceConfig& source, std::string_view url)
{
    const std::string host = host_of(url);
    const bool safe = ascii_lower(url.substr(0, 8)) == "https://";
    if (host.empty() || (!safe && server_of(source).starts_with("https://"))) return {};
    return (safe ? "https://" : "http://") + host;
}

// A server with another host for its streams sends us there, and our token is not sent along: once
// it is known we ask there ourselves. The server that gave the token says so, nobody else.
Result<Cursor> refused(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const bool moved = response.status / 100 == 3;
    const std::string there =
        host_address(source, moved ? response.header("location") : response.url);
    const bool elsewhere = host_of(there) != host_of(server_of(source));
    MastodonPlace place = MastodonPlace::of(cursor.position);
    if (place.streams.empty() && elsewhere && !there.empty() && (moved || response.status == 401)) {
        place.streams = there;
        Cursor next = cursor;
        next.position = place.spelled();
        return next;
    }
    auto answer = mastodon_answer(source, response);
    if (!answer) return std::unexpected{std::move(answer).error()};
    return fail(Fault::later, host_of(response.url) + " answered, but not with a stream");
}

}  // namespace

// A heartbeat comes every 15 seconds. The server's makers name no schedule.
constinit const Stream mastodon_stream{
    .framing = Stream::Framing::events,
    .open = open,
    .read = read,
    .refused = refused,
    .hello = nullptr,
    .silent = std::chrono::seconds{45},
    .network = {.first = std::chrono::seconds{1},
                .most = std::chrono::seconds{60},
                .linear = false},
    .http = {.first = std::chrono::seconds{5}, .most = std::chrono::minutes{5}, .linear = false},
    .throttled = {.first = std::chrono::minutes{1},
                  .most = std::chrono::minutes{15},
                  .linear = false},
    .gap_by_polling = true};

}  // namespace narrowcast
