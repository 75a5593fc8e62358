// SPDX-License-Identifier: Apache-2.0
// Google Play: reviews of the company's own app, with a service account.
//
// Cursor::session is an access token, got for a text that the service account's key signed (RFC
// 7523). Cursor::position is a Descent by the time a review last changed. Google gives those of the
// last week only, and only with words.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/access.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/signature.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

constexpr std::string_view server = "https://androidpublisher.googleapis.com";
constexpr std::string_view scope = "https://www.googleapis.com/auth/androidpublisher";

// ---- the login ---------------------------------------------------------------------------------

std::string token_server(const SourceConfig& source)
{
    const std::string named = secret_part(source, "token_uri", "");
    return is_web_address(named) ? named : "https://oauth2.googleapis.com/token";
}

Result<std::string> assertion_of(const SourceConfig& source, Time now)
{
    const std::string account = secret_part(source, "client_email", "");
    const std::string key = secret_part(source, "private_key", "");
    if (account.empty() || key.empty())
        return fail(Fault::rejected,
                    "the credential is no service account's key: it must hold the whole JSON file "
                    "that the Google Cloud console gave, with client_email and private_key");
    Json claims = Json::object();
    claims["iss"] = account;
    claims["scope"] = std::string{scope};
    claims["aud"] = token_server(source);
    claims["iat"] = now.time_since_epoch().count();
    claims["exp"] = (now + std::chrono::hours{1}).time_since_epoch().count();
    Json header = Json::object();
    const std::string id = secret_part(source, "private_key_id", "");
    if (!id.empty()) header["kid"] = id;
    const std::string said = dump(claims), named = dump(header);
    return lib::jwt_rs256(key, {.claims = said, .header = named});
}

// Without a usable key the question is asked all the same: its refusal tells a person why.
Request log_in(const SourceConfig& source, Time now)
{
    const std::string form =
        "grant_type=" + percent_encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") +
        "&assertion=" + assertion_of(source, now).value_or("");
    return token_question(token_server(source), form);
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    const Access access = access_of(cursor);
    if (!access.usable(now)) return log_in(source, now);
    const std::string page = Descent{cursor.position}.page();
    return {
        .url = (trimmed(source.url).empty() ? std::string{server} : server_of(source)) +
               "/androidpublisher/v3/applications/" + percent_encoded(trimmed(source.account)) +
               "/reviews?maxResults=100" + (page.empty() ? "" : "&token=" + percent_encoded(page)),
        .headers = {{"Authorization", "Bearer " + access.token}, {"Accept", "application/json"}},
        .body = {}};
}

// ---- the answer as a whole ---------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    const Json& error = member(json, "error");
    if (error.is_object()) return first_text_in(error, {"message", "status"});
    return error.is_string() ? first_text_in(json, {"error_description", "error"}) : std::string{};
}

bool is_refused_login(const Response& response)
{
    const auto json = parse_json(response.body);
    return response.status / 100 == 4 && json && member(*json, "error").is_string();
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    if (is_refused_login(response))
        if (auto assertion = assertion_of(source, response.received); !assertion)
            return std::unexpected{std::move(assertion).error()};
    auto json = json_answer(source, response, said_by_server, "is 'url' Google's address");
    if (json) return json;
    Error error = std::move(json).error();
    if (is_refused_login(response)) {
        error.fault = Fault::rejected;
        error.text +=
            ": Google does not know this service account or its key, or this machine's clock is "
            "wrong";
    } else if (response.status == 403) {
        error.text +=
            ": give the service account 'View app information' and 'Reply to reviews' in the Play "
            "Console, and wait up to a day";
    } else if (response.status == 404) {
        error.text += ": 'account' is the app's package, such as com.example.app";
    }
    return std::unexpected{std::move(error)};
}

// ---- one review --------------------------------------------------------------------------------

std::optional<Time> changed_at(const Json& comment)
{
    const std::string text = text_in(member(comment, "lastModified"), "seconds");
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || seconds < 0 ||
        seconds > 100'000'000'000)
        return {};
    return Time{std::chrono::seconds{seconds}};
}

// "Title\tText"; mostly the title is empty and the text begins with a tab.
void take_words(const Json& comment, RawPost& post)
{
    const std::string words = first_text_in(comment, {"originalText", "text"});
    const auto tab = words.find('\t');
    if (tab == std::string::npos) {
        post.text = words;
        return;
    }
    post.title = trimmed(std::string_view{words}.substr(0, tab));
    post.text = trimmed(std::string_view{words}.substr(tab + 1));
}

const Json& user_comment(const Json& review)
{
    static const Json nothing;
    const Json& comments = member(review, "comments");
    if (!comments.is_array()) return nothing;
    for (const Json& one : comments)
        if (member(one, "userComment").is_object()) return member(one, "userComment");
    return nothing;
}

Result<RawPost> review_of(const Json& review)
{
    RawPost post;
    post.kind = Kind::review;
    post.native_id = text_in(review, "reviewId");
    if (post.native_id.empty()) return fail(Fault::garbled, "a Google Play review without an id");
    const Json& comment = user_comment(review);
    if (!comment.is_object())
        return fail(Fault::garbled, "a Google Play review without words: " + post.native_id);
    post.author.name = text_in(review, "authorName");
    take_words(comment, post);
    post.created = changed_at(comment);
    post.language = text_in(comment, "reviewerLanguage");
    std::replace(post.language.begin(), post.language.end(), '_', '-');
    post.counts.likes = count_in(comment, "thumbsUpCount");
    if (const auto stars = count_in(comment, "starRating"); stars && *stars >= 1 && *stars <= 5)
        post.rating = static_cast<double>(*stars);
    return post;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (response.status == 401 && drop_access(cursor, response, page)) return page;
    Descent descent{cursor.position};
    if (response.status == 400 && !descent.page().empty() && !is_refused_login(response)) {
        descent.begin_anew();
        page.next.position = descent.spelled();
        return page;
    }
    const Json answer = TRY(json_of(source, response));
    if (brings_access(answer)) return page_with_access(cursor, answer, response.received);
    if (!answer.is_object())
        return fail(Fault::garbled,
                    host_of(response.url) + " sent something else where reviews were expected");
    read_items(page, member(answer, "reviews"), review_of);  // none: the member is absent
    page.more = descent.went(
        dates_of(page.posts, text_in(member(answer, "tokenPagination"), "nextPageToken")));
    page.next.position = descent.spelled();
    return page;
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.credential).empty())
        return fail(Fault::refused,
                    "googleplay needs a service account's JSON key: put the file into the "
                    "credentials folder and its name into 'credential'");
    const std::string_view package = trimmed(source.account);
    if (package.find('.') == std::string_view::npos ||
        package.find_first_of(" /?#&") != std::string_view::npos)
        return fail(Fault::refused,
                    "googleplay needs the app's package in 'account', such as com.example.app");
    return {};
}

}  // namespace

constinit const Platform googleplay{.name = "googleplay", .ask = ask, .read = read, .check = check};

}  // namespace narrowcast
