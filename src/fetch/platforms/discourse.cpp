// SPDX-License-Identifier: Apache-2.0
// Discourse forums: all new posts, newest topics, or a search; public ones, or the company's own
// with an API key.
#include "fetch/platforms/discourse.hpp"

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

namespace narrowcast {
namespace {

using std::chrono::seconds;

// Words, "phrases" and -nothing else: alternatives are searches of their own.
constexpr SearchDialect dialect{.longest = 200};
constexpr int most_pages = 10;  // of 50: where a forum's search ends
constexpr std::chrono::seconds busy{60};

// Alternatives make several searches; a tag alone is one, too.
std::vector<std::string> searches_of(const SourceConfig& source)
{
    auto searches = search_texts(source.query, dialect);
    std::string_view tag = trimmed(source.tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    if (tag.empty()) return searches;
    if (searches.empty()) searches.emplace_back();
    for (std::string& search : searches)
        search += (search.empty() ? "tags:" : " tags:") + std::string{tag};
    return searches;
}

Request question(const SourceConfig& source, const std::string& path)
{
    Request request{
        .url = server_of(source) + path, .headers = {{"Accept", "application/json"}}, .body = {}};
    if (trimmed(source.credential).empty()) return request;
    request.headers.emplace_back("Api-Key", secret_part(source, "key", "key"));
    std::string user{trimmed(source.user)};
    request.headers.emplace_back("Api-Username", user.empty() ? "system" : user);
    return request;
}

std::string search_path(const std::string& search, const Descent& descent)
{
    std::string words = search + " order:latest";
    if (const auto known = descent.known_at())  // whole days: the forum's own midnight is not known
        words += " after:" + to_rfc3339(*known - std::chrono::days{2}).substr(0, 10);
    std::string path = "/search.json?q=" + percent_encoded(words);
    if (descent.pages() > 0) path += "&page=" + std::to_string(descent.pages() + 1);
    return path;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const auto searches = searches_of(source);
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    if (!searches.empty()) return question(source, search_path(searches[rotation.turn()], descent));
    if (source.feed == "topics") {
        std::string path = "/latest.json?order=created";
        if (descent.pages() > 0) path += "&page=" + std::to_string(descent.pages());
        return question(source, path);
    }
    return question(source, descent.pages() > 0
                                ? "/posts.json?before=" + percent_encoded(descent.page())
                                : "/posts.json");
}

// ---- the answer --------------------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    const Json& errors = member(json, "errors");
    if (errors.is_array() && !errors.empty()) return text_of(errors.front());
    if (text_in(json, "failed") == "FAILED") return text_in(json, "message");
    return text_in(member(json, "grouped_search_result"), "error");
}

// 429 says how long in the body, too; a forum under load says so inside a 200 or a 409.
Error with_its_pause(Error error, const Response& response)
{
    if (error.fault != Fault::later || error.retry_after.count() > 0) return error;
    const auto json = parse_json(response.body);
    if (!json) return error;
    const auto wait = count_in(member(*json, "extras"), "wait_seconds");
    if (wait)
        error.retry_after = seconds{std::min<std::int64_t>(*wait, longest_retry_after.count())};
    else if (response.status == 429 || response.status == 409 || response.status == 200)
        error.retry_after = busy;
    return error;
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    auto json =
        json_answer(source, response, said_by_server, "is there a Discourse forum at this address");
    if (!json) return std::unexpected{with_its_pause(std::move(json).error(), response)};
    return json;
}

Forum forum_of(const SourceConfig& source, const Response& response)
{
    const std::string& url = source.url.empty() ? response.url : source.url;
    const std::string host = host_of(is_web_address(url) ? url : "https://" + url);
    if (host.empty()) return {};
    if (!source.url.empty()) return {.server = server_of(source), .host = host};
    return {.server = url.substr(0, url.find(host)) + host, .host = host};
}

Descent::Seen seen_of(const Page& page, const Json& json, const Descent& descent)
{
    const Json& grouped = member(json, "grouped_search_result");
    if (member(json, "latest_posts").is_array()) {
        const DiscourseIds ids = discourse_ids(json);
        if (ids.newest == 0) return {};
        const std::string oldest = std::to_string(ids.oldest);
        return {.newest = std::to_string(ids.newest), .oldest = oldest, .next = oldest};
    }
    const bool further = grouped.is_object()
                             ? true_in(grouped, "more_full_page_results")
                             : !text_in(member(json, "topic_list"), "more_topics_url").empty();
    return dates_of(page.posts, further ? std::to_string(descent.pages() + 1) : "");
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json json = TRY(json_of(source, response));
    Page page;
    page.next = cursor;
    if (!read_discourse(page, json, forum_of(source, response)))
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    Rotation rotation{cursor.position, std::max<std::size_t>(searches_of(source).size(), 1)};
    Descent descent{rotation.place()};
    const bool more = descent.went(seen_of(page, json, descent), most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

// A topic's first post is asked for with its topic, which has its title.
Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    const auto parts = split(known[0].native_id, '/');
    if (parts.size() < 2) return {};
    const std::string topic = percent_encoded(parts[parts.size() - 2]);
    const std::string number = percent_encoded(parts.back());
    if (number == "1") return question(source, "/t/" + topic + ".json");
    return question(source, "/posts/by_number/" + topic + "/" + number + ".json");
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_gone(response)) return found_gone(known[0]);
    const Json json = TRY(json_of(source, response));
    Page page;
    if (!read_discourse(page, json, forum_of(source, response)))
        return fail(Fault::garbled,
                    host_of(response.url) + " sent something else where a post was expected");
    return found_among(std::move(page.posts), known[0]);
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.url).empty() || server_of(source).find('.') == std::string::npos)
        return fail(Fault::refused,
                    "discourse needs the address of a forum in 'url', such as "
                    "https://forum.polder.example");
    if (!source.feed.empty() && source.feed != "posts" && source.feed != "topics")
        return fail(Fault::refused,
                    "'feed' of discourse is posts (as without it) or topics; not " + source.feed);
    if (!source.query.empty() && searches_of(source).empty())
        return fail(Fault::refused, "'query' of " + source.name + " has no word to search for");
    return {};
}

}  // namespace

constinit const Platform discourse{.name = "discourse",
                                   .ask = ask,
                                   .read = read,
                                   .look_up = look_up,
                                   .read_looked_up = read_looked_up,
                                   .look_up_most = 1,
                                   .check = check,
                                   .search = &dialect};

}  // namespace narrowcast
