// SPDX-License-Identifier: Apache-2.0
// Lemmy: searches and newest posts and comments, through whichever interface the server speaks.
//
// Cursor::session is the version that a server was found to speak and when it was asked: "v4
// 1795168800". Asked again daily, since servers are updated.
#include "fetch/platforms/lemmy_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/rows.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

// Lemmy looks for the words one behind the other, as they stand.
constexpr SearchDialect dialect{.phrases = false, .longest = 200};
constexpr int most_pages = 10;  // of 50
constexpr std::chrono::seconds version_holds = std::chrono::hours{24};

std::vector<std::string> searches_of(const SourceConfig& source)
{
    return search_texts(source.query, dialect);
}

// Without a search: the newest posts, then the newest comments.
std::size_t rounds_of(const SourceConfig& source)
{
    const std::size_t searches = searches_of(source).size();
    return searches > 0 ? searches : 2;
}

// The version to speak; "" when the server must be asked first.
std::string_view version_of(const SourceConfig& source, const Cursor& cursor,
                            std::optional<Time> now)
{
    if (source.api_version == "v3" || source.api_version == "v4") return source.api_version;
    const std::string_view session = cursor.session;
    const std::string_view version = session.substr(0, 2);
    if (version != "v3" && version != "v4") return "";
    std::int64_t asked = 0;
    if (session.size() > 3)
        std::from_chars(session.data() + 3, session.data() + session.size(), asked);
    const bool stale = now && *now - Time{std::chrono::seconds{asked}} > version_holds;
    return stale ? std::string_view{} : version;
}

Request question(const SourceConfig& source, const std::string& path)
{
    Request request{.url = server_of(source) + "/api/" + path,
                    .headers = {{"Accept", "application/json"}},
                    .body = {}};
    const std::string token = secret_part(source, "token");
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    return request;
}

std::string path_of(const SourceConfig& source, bool newer, const Rotation& rotation)
{
    const auto searches = searches_of(source);
    if (searches.empty())
        return std::string{rotation.turn() == 0 ? "/post" : "/comment"} +
               (newer ? "/list?sort=new&type_=all" : "/list?sort=New&type_=All");
    const std::string words = percent_encoded(searches[rotation.turn()]);
    // The name of what is searched for changed on the way to 1.0: each server takes its own.
    return newer ? "/search?search_term=" + words + "&q=" + words
                 : "/search?q=" + words + "&type_=All&listing_type=All&sort=New";
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    const std::string_view version = version_of(source, cursor, now);
    if (version.empty()) {
        Request request = question(source, "v4/site");
        request.login = true;
        return request;
    }
    const bool newer = version == "v4";
    const Rotation rotation{cursor.position, rounds_of(source)};
    const Descent descent{rotation.place()};
    std::string path = std::string{version} + path_of(source, newer, rotation) + "&limit=50";
    if (!source.account.empty()) path += "&community_name=" + percent_encoded(source.account);
    if (descent.pages() > 0)
        path += newer ? "&page_cursor=" + percent_encoded(descent.page())
                      : "&page=" + std::to_string(descent.pages() + 1);
    return question(source, path);
}

// ---- the answer --------------------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    const std::string error = text_in(json, "error"), message = text_in(json, "message");
    return error.empty() || message.empty() || message == error ? error : error + ": " + message;
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    return json_answer(source, response, said_by_server, "is there a Lemmy server at this address");
}

Page speaking(const Cursor& cursor, std::string_view version, Time now)
{
    Page page;
    page.next = cursor;
    page.next.session = std::string{version} + " " + std::to_string(now.time_since_epoch().count());
    // A page's name in one version means nothing to the other: the round begins anew.
    const bool changed = !cursor.session.empty() && !cursor.session.starts_with(version);
    if (changed) page.next.position.clear();
    page.more = true;
    return page;
}

bool is_site(const Json& json) { return member(json, "site_view").is_object(); }

bool asked_for_version(const Response& response)
{
    const auto path = response.url.substr(0, response.url.find('?'));
    return path.ends_with("/api/v4/site");
}

std::string host_for(const SourceConfig& source, const Response& response)
{
    return host_of(source.url.empty() ? response.url : server_of(source));
}

Descent::Seen seen_of(const Page& page, const Json& json, const Descent& descent)
{
    Descent::Seen seen = dates_of(page.posts);
    const Json& next = member(json, "next_page");
    const bool newer = json.contains("next_page") || member(json, "search").is_array() ||
                       member(json, "items").is_array();
    if (newer && json.contains("next_page"))
        seen.next = text_of(next);
    else if (!newer && page.posts.size() + page.garbled.size() >= 50)
        seen.next = std::to_string(descent.pages() + 2);
    return seen;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    // A server of before 1.0 says 404, some with a page of words around it.
    if (asked_for_version(response) && (response.status == 404 || response.status == 400))
        return speaking(cursor, "v3", response.received);
    const Json json = TRY(json_of(source, response));
    if (is_site(json)) return speaking(cursor, "v4", response.received);
    Page page;
    page.next = cursor;
    if (!read_lemmy(page, json, host_for(source, response)))
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    Rotation rotation{cursor.position, rounds_of(source)};
    Descent descent{rotation.place()};
    const bool more = descent.went(seen_of(page, json, descent), most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig& source, const Cursor& cursor, std::span<const Known> known)
{
    const auto parts = split(known[0].native_id, '/');
    if (parts.size() < 2) return {};
    const std::string_view kind = parts[parts.size() - 2];
    if (kind != "post" && kind != "comment") return {};
    std::string_view version = version_of(source, cursor, {});
    if (version.empty()) version = "v3";
    return question(source, std::string{version} + "/" + std::string{kind} +
                                "?id=" + percent_encoded(parts.back()));
}

// "couldnt_find_post" came with 400 until 0.19, with 404 since.
bool says_it_is_gone(const Response& response)
{
    if (response.status == 410) return true;
    if (response.status != 404 && response.status != 400) return false;
    const auto json = parse_json(response.body);
    if (!json) return false;
    const std::string error = text_in(*json, "error");
    return error.starts_with("couldnt_find") || error == "not_found" || error == "deleted";
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_it_is_gone(response)) return found_gone(known[0]);
    const Json json = TRY(json_of(source, response));
    Page page;
    if (!read_lemmy(page, json, host_for(source, response)))
        return fail(Fault::garbled,
                    host_of(response.url) + " sent something else where a post was expected");
    return found_among(std::move(page.posts), known[0]);
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.url).empty() || server_of(source).find('.') == std::string::npos)
        return fail(Fault::refused,
                    "lemmy needs the address of a server in 'url', such as https://feddit.nl");
    if (!source.api_version.empty() && source.api_version != "v3" && source.api_version != "v4")
        return fail(Fault::refused,
                    "'api_version' of lemmy is v3 or v4, or left out; not " + source.api_version);
    if (!source.query.empty() && searches_of(source).empty())
        return fail(Fault::refused, "'query' of " + source.name + " has no word to search for");
    return {};
}

}  // namespace

constinit const Platform lemmy{.name = "lemmy",
                               .ask = ask,
                               .read = read,
                               .look_up = look_up,
                               .read_looked_up = read_looked_up,
                               .look_up_most = 1,
                               .check = check,
                               .rate_limit = rate_limit_seconds_to_go,
                               .search = &dialect};

}  // namespace narrowcast
