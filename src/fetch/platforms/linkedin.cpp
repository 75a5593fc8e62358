// SPDX-License-Identifier: Apache-2.0
// LinkedIn: the posts of an organisation's page, for a token of one of its administrators.
//
// Cursor::position is a Descent whose page is the number of the first post on it. Cursor::session
// is an access token, where the credential holds what renews it.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/access.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/little_text.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

constexpr std::string_view server = "https://api.linkedin.com", tested_version = "202606";
constexpr std::string_view token_server = "https://www.linkedin.com/oauth/v2/accessToken";
constexpr std::size_t page_length = 50;

std::string author_of(const SourceConfig& source)
{
    const std::string account{trimmed(source.account)};
    return account.starts_with("urn:li:") ? account : "urn:li:organization:" + account;
}

bool renews(const SourceConfig& source)
{
    return !secret_part(source, "refresh_token", "").empty();
}

Request log_in(const SourceConfig& source)
{
    std::string form = "grant_type=refresh_token";
    for (const char* name : {"refresh_token", "client_id", "client_secret"})
        form += std::string{"&"} + name + "=" + percent_encoded(secret_part(source, name, ""));
    return token_question(std::string{token_server}, std::move(form));
}

Request question(const SourceConfig& source, const Cursor& cursor, const std::string& path)
{
    const std::string version{trimmed(source.api_version)};
    const std::string token =
        renews(source) ? access_of(cursor).token : secret_part(source, "token");
    return {
        .url = (trimmed(source.url).empty() ? std::string{server} : server_of(source)) +
               "/rest/posts" + path,
        .headers = {{"Authorization", "Bearer " + token},
                    {"LinkedIn-Version", version.empty() ? std::string{tested_version} : version},
                    {"X-Restli-Protocol-Version", "2.0.0"},
                    {"Accept", "application/json"}},
        .body = {}};
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    if (renews(source) && !access_of(cursor).usable(now)) return log_in(source);
    const std::string page = Descent{cursor.position}.page();
    Request request =
        question(source, cursor,
                 "?q=author&author=" + percent_encoded(author_of(source)) +
                     "&count=" + std::to_string(page_length) + "&sortBy=LAST_MODIFIED" +
                     (page.empty() ? "" : "&start=" + percent_encoded(page)));
    request.headers.emplace_back("X-RestLi-Method", "FINDER");
    return request;
}

// ---- the answer as a whole ---------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    if (!count_in(json, "status") && text_in(json, "error").empty()) return {};
    return first_text_in(json, {"message", "error_description", "code", "error"});
}

// 429 says nothing more, but the budgets of LinkedIn are full again at midnight UTC.
std::chrono::seconds until_midnight(Time now)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(now) + std::chrono::days{1};
    return std::min<std::chrono::seconds>(midnight - now, longest_retry_after);
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    auto json = json_answer(source, response, said_by_server, "is 'url' LinkedIn's address");
    if (json) return json;
    Error error = std::move(json).error();
    const auto body = parse_json(response.body);
    const std::string code = body ? text_in(*body, "code") : "";
    if (response.status == 426 || code == "NONEXISTENT_VERSION") {
        error.fault = Fault::rejected;
        error.text += ": LinkedIn has ended this version, set a newer 'api_version' such as 202611";
    } else if (response.status == 401) {
        error.text +=
            ": make a new access token (they live 60 days) and put it into the credential";
    } else if (response.status == 403) {
        error.text +=
            ": the token needs r_organization_social, and its owner must administer the page";
    } else if (response.status == 429 && error.retry_after.count() == 0) {
        error.retry_after = until_midnight(response.received);
    } else if (response.status == 400 && body && !text_in(*body, "error").empty()) {
        error.fault = Fault::rejected;  // the token server: what renews the token ended, too
        error.text += ": allow the app anew and put the new refresh_token into the credential";
    }
    return std::unexpected{std::move(error)};
}

// ---- one post ----------------------------------------------------------------------------------

std::optional<Time> milliseconds_in(const Json& json, const char* key)
{
    const auto number = count_in(json, key);
    if (!number || *number > 100'000'000'000'000) return {};
    return Time{std::chrono::seconds{*number / 1000}};
}

std::string number_of(std::string_view urn) { return std::string{urn.substr(urn.rfind(':') + 1)}; }

void take_content(const Json& content, RawPost& post)
{
    const Json& article = member(content, "article");
    if (post.text.empty()) post.text = first_text_in(article, {"title", "description"});
    if (post.text.empty()) post.text = text_in(member(content, "poll"), "question");
    if (post.text.empty()) post.text = text_in(member(content, "media"), "title");
    if (std::string picture = web_address(text_in(article, "thumbnail")); !picture.empty())
        post.media.push_back({.type = "image", .url = std::move(picture), .alt = {}});
}

Result<RawPost> post_of(const Json& item)
{
    RawPost post;
    post.native_id = text_in(item, "id");
    if (!post.native_id.starts_with("urn:li:"))
        return fail(Fault::garbled, "a LinkedIn post without an id");
    post.url = "https://www.linkedin.com/feed/update/" + post.native_id + "/";
    const std::string author = text_in(item, "author");
    if (author.starts_with("urn:li:organization:"))
        post.author.url = "https://www.linkedin.com/company/" + percent_encoded(number_of(author));
    post.text = plain_of_little_text(text_in(item, "commentary"));
    const std::string original = text_in(member(item, "reshareContext"), "parent");
    if (post.text.empty() && !original.empty()) {
        post.kind = Kind::repost;
        post.repost_of = original;
    }
    post.created = milliseconds_in(item, "publishedAt");
    if (!post.created) post.created = milliseconds_in(item, "createdAt");
    if (true_in(member(item, "lifecycleStateInfo"), "isEditedByAuthor"))
        post.edited = milliseconds_in(item, "lastModifiedAt");
    take_content(member(item, "content"), post);
    const std::string visibility = text_in(item, "visibility");
    post.sensitive = !visibility.empty() && visibility != "PUBLIC";
    return post;
}

bool is_draft(const Json& item)
{
    const std::string state = text_in(item, "lifecycleState");
    return !state.empty() && state != "PUBLISHED" && state != "PUBLISHED_EDITED";
}

// The list is sorted by when a post last changed, which a like does, too: drafts and the dates of
// changes count on the way down, but not as posts.
std::vector<RawPost> times_of(const Json& items)
{
    std::vector<RawPost> times;
    for (const Json& item : items) {
        RawPost& one = times.emplace_back();
        one.created = milliseconds_in(item, "lastModifiedAt");
        if (!one.created) one.created = milliseconds_in(item, "publishedAt");
    }
    return times;
}

std::string next_page(const Descent& descent, std::size_t items)
{
    std::size_t start = 0;
    const std::string& page = descent.page();
    std::from_chars(page.data(), page.data() + page.size(), start);
    return items < page_length ? std::string{} : std::to_string(start + items);
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (response.status == 401 && renews(source) && drop_access(cursor, response, page))
        return page;
    const Json answer = TRY(json_of(source, response));
    if (brings_access(answer)) return page_with_access(cursor, answer, response.received);
    const Json& items = member(answer, "elements");
    if (!items.is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    Json published = Json::array();
    for (const Json& item : items)
        if (!is_draft(item)) published.push_back(item);
    read_items(page, published, post_of);
    Descent descent{cursor.position};
    page.more = descent.went(dates_of(times_of(items), next_page(descent, items.size())));
    page.next.position = descent.spelled();
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig& source, const Cursor& cursor, std::span<const Known> known)
{
    if (renews(source) && access_of(cursor).token.empty()) return {};
    return question(source, cursor, "/" + percent_encoded(known[0].native_id));
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_gone(response)) return found_gone(known[0]);
    const Json answer = TRY(json_of(source, response));
    if (is_draft(answer)) return found_gone(known[0]);
    return found_again(TRY(post_of(answer)));
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.credential).empty())
        return fail(Fault::refused,
                    "linkedin needs an access token: put it into the credentials folder and its "
                    "name into 'credential'");
    const std::string number = number_of(author_of(source));
    if (number.empty() ||
        !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return fail(Fault::refused,
                    "linkedin needs the page's number in 'account': it stands in "
                    "the address of its admin view, linkedin.com/company/NUMBER");
    const std::string_view version = trimmed(source.api_version);
    if (!version.empty() && (version.size() != 6 || !version.starts_with("20")))
        return fail(Fault::refused, "'api_version' is a year and a month, such as 202611");
    return {};
}

}  // namespace

constinit const Platform linkedin{.name = "linkedin",
                                  .ask = ask,
                                  .read = read,
                                  .look_up = look_up,
                                  .read_looked_up = read_looked_up,
                                  .check = check};

}  // namespace narrowcast
