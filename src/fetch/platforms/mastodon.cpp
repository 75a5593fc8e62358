// SPDX-License-Identifier: Apache-2.0
// Mastodon and servers that speak its API: tag and public timelines, oldest gap first.
//
// Cursor::position is the id of the newest post that came, opaque. The first question takes the
// newest page only; later ones go forwards with min_id until a page is empty.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

std::string server_of(const SourceConfig& source)
{
    std::string server{trimmed(source.url)};
    if (!is_web_address(server)) server = "https://" + server;
    while (server.ends_with('/'))
        server.pop_back();
    return server;
}

std::string tag_of(const SourceConfig& source)
{
    std::string_view tag = trimmed(source.tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    return std::string{tag};
}

Request question(const SourceConfig& source, std::string url, std::string_view accept)
{
    Request request{.url = std::move(url),
                    .headers = {{"Accept", std::string{accept}}},
                    .body = {},
                    .from = {}};
    if (!source.credential.empty())
        request.headers.emplace_back("Authorization",
                                     "Bearer " + std::string{trimmed(source.credential)});
    return request;
}

Request ask(const SourceConfig& source, const Cursor& cursor)
{
    const std::string tag = tag_of(source);
    std::string url = server_of(source) + "/api/v1/timelines/";
    url += tag.empty() ? "public" : "tag/" + percent_encoded(tag);
    url += "?limit=40";
    if (!cursor.position.empty()) url += "&min_id=" + percent_encoded(cursor.position);
    return question(source, std::move(url), "application/json");
}

// ---- the answer as a whole ---------------------------------------------------------------------

// 429 without Retry-After: Mastodon names the instant at which the budget is full again.
Error with_reset_time(Error error, const Response& response)
{
    if (response.status != 429 || error.retry_after.count() > 0) return error;
    if (const auto reset = from_rfc3339(response.header("x-ratelimit-reset")))
        error.retry_after = std::clamp(std::chrono::seconds{*reset - response.received},
                                       std::chrono::seconds{0}, longest_retry_after);
    return error;
}

std::string said_by_server(const Json& json)
{
    std::string text = text_in(json, "error");
    if (text.size() > 200) text.resize(200);
    return repair_utf8(text);
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    auto json = parse_json(response.body);
    const std::string said = json ? without_secret(said_by_server(*json), source) : "";
    if (auto refusal = refusal_of(source, response)) {
        if (!said.empty()) refusal->text += "; it says: " + said;
        return std::unexpected{with_reset_time(*std::move(refusal), response)};
    }
    const std::string host = host_of(response.url);
    if (!said.empty()) return fail(Fault::later, host + " answered with a fault: " + said);
    if (json) return json;
    if (trimmed(response.body).empty())
        return fail(Fault::garbled, host + " sent an empty answer where posts were expected");
    if (media_type_of(response) == "text/html" || trimmed(response.body).starts_with('<'))
        return fail(Fault::garbled,
                    host +
                        " sent a web page where posts were expected: is there a Mastodon server "
                        "at this address, or a sign-in page in between?");
    return fail(Fault::garbled, host + " sent JSON that cannot be read: " + json.error().text);
}

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

// ---- one status --------------------------------------------------------------------------------

std::string handle_of(const Json& account, const Response& response)
{
    const std::string acct = text_in(account, "acct");
    if (acct.empty()) return {};
    if (acct.find('@') != std::string::npos) return "@" + acct;
    std::string host = host_of(text_in(account, "url"));
    if (host.empty()) host = host_of(response.url);
    return "@" + acct + "@" + host;
}

std::string web_address(std::string url) { return is_web_address(url) ? url : std::string{}; }

Author author_of(const Json& account, const Response& response)
{
    std::string name = text_in(account, "display_name");
    if (trimmed(name).empty()) name = text_in(account, "username");
    return {.name = escaped_markup(name),
            .handle = handle_of(account, response),
            .avatar = web_address(first_text_in(account, {"avatar_static", "avatar"})),
            .url = web_address(text_in(account, "url"))};
}

std::vector<Media> media_of(const Json& status)
{
    std::vector<Media> all;
    const Json& attachments = member(status, "media_attachments");
    if (!attachments.is_array()) return all;
    for (const Json& one : attachments) {
        const std::string type = text_in(one, "type");
        std::string url = web_address(first_text_in(one, {"url", "remote_url", "preview_url"}));
        if (url.empty()) continue;
        all.push_back({.type = type == "gifv"                                          ? "video"
                               : type == "image" || type == "video" || type == "audio" ? type
                                                                                       : "other",
                       .url = std::move(url),
                       .alt = text_in(one, "description")});
    }
    return all;
}

void fill(RawPost& post, const Json& status, const Response& response)
{
    post.author = author_of(member(status, "account"), response);
    post.title = escaped_markup(text_in(status, "spoiler_text"));
    post.text = text_in(status, "content");
    post.markup = Markup::html;
    post.edited = time_in(status, "edited_at");
    post.language = text_in(status, "language");
    post.url = web_address(first_text_in(status, {"url", "uri"}));
    post.media = media_of(status);
    post.counts = {.likes = count_in(status, "favourites_count"),
                   .reposts = count_in(status, "reblogs_count"),
                   .replies = count_in(status, "replies_count")};
    const std::string visibility = text_in(status, "visibility");
    post.sensitive = post.sensitive || true_in(status, "sensitive") || !post.title.empty() ||
                     (!visibility.empty() && visibility != "public");
}

Result<RawPost> post_of(const Json& status, const Response& response)
{
    RawPost post;
    post.native_id = text_in(status, "id");
    post.created = time_in(status, "created_at");
    post.canonical = text_in(status, "uri");
    if (post.native_id.empty()) return fail(Fault::garbled, "a post without an id");
    if (!member(status, "account").is_object())
        return fail(Fault::garbled, "a post without an author: " + post.native_id);
    const Json& original = member(status, "reblog");
    if (!original.is_object()) {
        if (!member(status, "content").is_string())
            return fail(Fault::garbled, "a post without a text: " + post.native_id);
        post.in_reply_to = text_in(status, "in_reply_to_id");
        post.kind = post.in_reply_to.empty() ? Kind::post : Kind::reply;
        fill(post, status, response);
        return post;
    }
    post.sensitive = true_in(status, "sensitive");
    fill(post, original, response);
    post.kind = Kind::repost;
    post.repost_of = text_in(original, "id");
    return post;
}

std::string newest_of(const std::vector<RawPost>& posts)
{
    const auto newest =
        std::max_element(posts.begin(), posts.end(), [](const RawPost& a, const RawPost& b) {
            return a.created.value_or(Time{}) < b.created.value_or(Time{});
        });
    return newest == posts.end() ? std::string{} : newest->native_id;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json statuses = TRY(json_of(source, response));
    if (!statuses.is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    for (const Json& status : statuses) {
        auto post = post_of(status, response);
        if (post)
            page.posts.push_back(*std::move(post));
        else
            page.garbled.push_back(std::move(post).error().text);
    }
    std::string newest = newest_by_link(response.header("link"));
    if (newest.empty()) newest = newest_of(page.posts);
    if (!newest.empty()) page.next.position = std::move(newest);
    page.more =
        !cursor.position.empty() && !statuses.empty() && page.next.position != cursor.position;
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig& source, std::span<const Known> known)
{
    return question(source,
                    server_of(source) + "/api/v1/statuses/" + percent_encoded(known[0].native_id),
                    "application/json");
}

// Some servers show a status through the API only to their own people, but its ActivityPub form to
// every server. Only at this server itself: a post must not make us ask arbitrary addresses.
Request look_up_otherwise(const SourceConfig& source, std::span<const Known> known)
{
    if (!is_web_address(known[0].url) || host_of(known[0].url) != host_of(server_of(source)))
        return {};
    return {.url = known[0].url,
            .headers = {{"Accept", "application/activity+json"}},
            .body = {},
            .from = {}};
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (response.status == 404 || response.status == 410)
        return Found{.posts = {}, .gone = {known[0].native_id}};
    const Json status = TRY(json_of(source, response));
    if (text_in(status, "type") == "Tombstone")
        return Found{.posts = {}, .gone = {known[0].native_id}};
    if (!text_in(status, "type").empty()) return Found{};  // there, but without author and counts
    RawPost post = TRY(post_of(status, response));
    Found found;
    found.posts.push_back(std::move(post));
    return found;
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
    if (tag_of(source).find_first_of(" /?#&") != std::string::npos)
        return fail(Fault::refused, "'tag' is one hashtag, without spaces: " + source.tag);
    return {};
}

}  // namespace

constinit const Platform mastodon{.name = "mastodon",
                                  .ask = ask,
                                  .read = read,
                                  .look_up = look_up,
                                  .read_looked_up = read_looked_up,
                                  .look_up_otherwise = look_up_otherwise,
                                  .look_up_most = 1,
                                  .check = check};

}  // namespace narrowcast
