// SPDX-License-Identifier: Apache-2.0
// Mastodon and servers that speak its API: tag and public timelines, oldest gap first, and with a
// token the search.
//
// Of a timeline, Cursor::position is a MastodonPlace: the first question takes the newest page
// only, later ones go forwards with min_id until a page is empty. Of the search it is a Rotation
// over searches, each of which is a Descent by ids.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/mastodon.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"
#include "query/search.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr std::size_t largest_page = 40;
constexpr int most_pages = 100;  // of a round

constexpr SearchDialect dialect{.all = " ",
                                .any = "",
                                .none = "-",
                                .author = "from:",
                                .language = "language:",
                                .media = "has:media",
                                .phrases = true,
                                .prefixes = false,
                                .brackets = false,
                                .longest = 500,
                                .suffix = "",
                                .whole_handles = true};

std::vector<std::string> searches_of(const SourceConfig& source)
{
    if (source.feed != "search") return {};
    return search_texts(source.query, dialect);
}

std::string search_url(const SourceConfig& source, const Cursor& cursor)
{
    const std::vector<std::string> searches = searches_of(source);
    if (searches.empty()) return {};
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    std::string url = server_of(source) + "/api/v2/search?type=statuses&limit=40&q=" +
                      percent_encoded(searches[rotation.turn()]);
    if (!descent.first_round()) url += "&min_id=" + percent_encoded(descent.known());
    if (!descent.page().empty()) url += "&max_id=" + percent_encoded(descent.page());
    return url;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (source.feed == "search")
        return mastodon_question(source, search_url(source, cursor), "application/json");
    const std::string tag = mastodon_tag(source);
    const MastodonPlace place = MastodonPlace::of(cursor.position);
    std::string url = server_of(source) + "/api/v1/timelines/";
    url += tag.empty() ? "public" : "tag/" + percent_encoded(tag);
    url += "?limit=40";
    if (!place.newest.empty()) url += "&min_id=" + percent_encoded(place.newest);
    return mastodon_question(source, std::move(url), "application/json");
}

// ---- the answer as a whole ---------------------------------------------------------------------

// The min_id of <...min_id=ID>; rel="prev", "" without such a link.
std::string newest_by_link(std::string_view link)
{
    const auto rel = link.find("rel=\"prev\"");
    if (rel == std::string_view::npos) return {};
    const auto open = link.rfind('<', rel), close = link.find('>', open);
    if (open == std::string_view::npos || close > rel) return {};
    const std::string_view url = link.substr(open + 1, close - open - 1);
    constexpr std::string_view key = "min_id=";
    auto at = url.find(key);
    while (at != std::string_view::npos && at > 0 && url[at - 1] != '?' && url[at - 1] != '&')
        at = url.find(key, at + 1);
    if (at == std::string_view::npos) return {};
    const std::string_view id = url.substr(at + key.size());
    return std::string{id.substr(0, id.find_first_of("&#"))};
}

void go_on_forwards(Page& page, const Json& statuses, const Response& response)
{
    MastodonPlace place = MastodonPlace::of(page.next.position);
    std::string newest = newest_by_link(response.header("link"));
    if (const RawPost* last = newest_of(page.posts); newest.empty() && last)
        newest = last->native_id;
    const bool moved = !newest.empty() && newest != place.newest;
    page.more = !place.newest.empty() && !statuses.empty() && moved;
    if (!newest.empty()) place.newest = std::move(newest);
    page.next.position = place.spelled();
}

// The search has no way forwards: a full page is followed by an older one, until all that is newer
// than the last round's newest was seen.
void go_on_backwards(Page& page, const SourceConfig& source, const Json& statuses)
{
    Rotation rotation{page.next.position, std::max<std::size_t>(searches_of(source).size(), 1)};
    Descent descent{rotation.place()};
    Descent::Seen seen;
    for (const RawPost& post : page.posts) {
        if (is_newer(post.native_id, seen.newest)) seen.newest = post.native_id;
        if (seen.oldest.empty() || is_newer(seen.oldest, post.native_id))
            seen.oldest = post.native_id;
    }
    if (statuses.size() >= largest_page) seen.next = seen.oldest;
    const bool more = descent.went(seen, most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
}

// A list of statuses, what a search found, one status, or an event of a stream.
Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json json = TRY(mastodon_answer(source, response));
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    const auto reader = [&](const Json& status) { return mastodon_post(status, response.url); };
    if (json.is_array()) {
        read_items(page, json, reader);
        go_on_forwards(page, json, response);
    } else if (const Json& found = member(json, "statuses"); found.is_array()) {
        read_items(page, found, reader);
        go_on_backwards(page, source, found);
    } else if (member(json, "account").is_object()) {
        read_items(page, Json::array({json}), reader);
    } else if (member(json, "event").is_string()) {
        read_mastodon_event(page, {text_in(json, "event"), text_in(json, "payload")}, response.url);
    } else {
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    }
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    return mastodon_question(
        source, server_of(source) + "/api/v1/statuses/" + percent_encoded(known[0].native_id),
        "application/json");
}

// Some servers show a status through the API only to their own people, but its ActivityPub form to
// every server. Only at this server itself: a post must not make us ask arbitrary addresses.
Request look_up_otherwise(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    if (!is_web_address(known[0].url) || host_of(known[0].url) != host_of(server_of(source)))
        return {};
    return {.url = known[0].url, .headers = {{"Accept", "application/activity+json"}}, .body = {}};
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_gone(response)) return found_gone(known[0]);
    const Json status = TRY(mastodon_answer(source, response));
    if (text_in(status, "type") == "Tombstone") return found_gone(known[0]);
    if (!text_in(status, "type").empty()) return Found{};  // there, but without author and counts
    return found_again(TRY(mastodon_post(status, response.url)));
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.url).empty())
        return fail(Fault::refused,
                    "mastodon needs the address of a server in 'url', such as "
                    "https://mastodon.social");
    if (server_of(source).find('.') == std::string::npos &&
        server_of(source).find("localhost") == std::string::npos)
        return fail(Fault::refused, "'url' is not the address of a server: " + source.url);
    if (mastodon_tag(source).find_first_of(" /?#&") != std::string::npos)
        return fail(Fault::refused, "'tag' is one hashtag, without spaces: " + source.tag);
    if (source.feed.empty()) return {};
    if (source.feed != "search")
        return fail(Fault::refused, "mastodon's 'feed' is search or none, not " + source.feed);
    if (searches_of(source).empty())
        return fail(Fault::refused, "mastodon's search needs a 'query' that says what is wanted");
    if (trimmed(source.credential).empty())
        return fail(Fault::refused, "mastodon's search needs a token: name it in 'credential'");
    return {};
}

std::string said_by_server(const Json& json) { return text_in(json, "error"); }

}  // namespace

std::string mastodon_tag(const SourceConfig& source)
{
    std::string_view tag = trimmed(source.tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    return std::string{tag};
}

Request mastodon_question(const SourceConfig& source, std::string url, std::string_view accept)
{
    Request request{
        .url = std::move(url), .headers = {{"Accept", std::string{accept}}}, .body = {}};
    if (const std::string token = secret_part(source, "token"); !token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    return request;
}

Result<Json> mastodon_answer(const SourceConfig& source, const Response& response)
{
    return json_answer(source, response, said_by_server,
                       "is there a Mastodon server at this address");
}

constinit const Platform mastodon{.name = "mastodon",
                                  .ask = ask,
                                  .read = read,
                                  .look_up = look_up,
                                  .read_looked_up = read_looked_up,
                                  .look_up_otherwise = look_up_otherwise,
                                  .look_up_most = 1,
                                  .check = check,
                                  .rate_limit = rate_limit_until_instant,
                                  .stream = &mastodon_stream,
                                  .search = &dialect};

}  // namespace narrowcast
