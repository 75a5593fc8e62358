// SPDX-License-Identifier: Apache-2.0
// Reviews of an iPhone app: the shop's public feed of one country, or all of them from App Store
// Connect with a key of the company's own.
//
// Cursor::session is a signed token and the second in which it ends: "1795169700 eyJ...".
#include "fetch/platforms/appstore_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/rows.hpp"
#include "fetch/platforms/take.hpp"
#include "lib/signature.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

using std::chrono::seconds;

constexpr int most_pages = 10;  // of 50 in the shop, where its feed ends; of 200 in Connect
constexpr seconds token_holds{19 * 60};  // Apple takes none that is meant for more than 20 minutes
constexpr const char* credential_form =
    R"({"key_id": "...", "issuer": "...", "private_key": "..."}, as docs/sources/appstore.md tells)";
constexpr std::string_view connect = "https://api.appstoreconnect.apple.com/v1/";

bool has_key(const SourceConfig& source) { return !trimmed(source.credential).empty(); }

// A key of one person has no issuer.
Result<std::string> signed_token(const SourceConfig& source, Time now)
{
    const auto at = now.time_since_epoch().count();
    Json claims = Json::object();
    const std::string issuer = secret_part(source, "issuer", "");
    if (issuer.empty())
        claims["sub"] = "user";
    else
        claims["iss"] = issuer;
    claims["iat"] = at;
    claims["exp"] = at + token_holds.count();
    claims["aud"] = "appstoreconnect-v1";
    Json header = Json::object();
    header["kid"] = secret_part(source, "key_id", "");
    const std::string spelled = dump(claims), named = dump(header);
    return lib::jwt_es256(secret_part(source, "private_key", ""),
                          {.claims = spelled, .header = named});
}

std::string_view token_in(const Cursor& cursor)
{
    const std::string_view session = cursor.session;
    const auto space = session.find(' ');
    return space == std::string_view::npos ? std::string_view{} : session.substr(space + 1);
}

bool holds(const Cursor& cursor, Time until)
{
    std::int64_t ends = 0;
    const std::string_view session = cursor.session;
    std::from_chars(session.data(), session.data() + session.size(), ends);
    return !token_in(cursor).empty() && ends > until.time_since_epoch().count();
}

// Asked without a token the server answers 401, which read() explains.
Request connect_question(const std::string& path, std::string_view token)
{
    Request request{.url = std::string{connect} + path,
                    .headers = {{"Accept", "application/json"}},
                    .body = {}};
    if (!token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + std::string{token});
    return request;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    const Descent descent{cursor.position};
    const std::string app = percent_encoded(trimmed(source.account));
    if (has_key(source)) {
        std::string path =
            "apps/" + app + "/customerReviews?sort=-createdDate&limit=200&include=response";
        if (descent.pages() > 0) path += "&cursor=" + percent_encoded(descent.page());
        if (holds(cursor, now + seconds{60})) return connect_question(path, token_in(cursor));
        return connect_question(path, signed_token(source, now).value_or(""));
    }
    const std::string shop =
        trimmed(source.url).empty() ? "https://itunes.apple.com" : server_of(source);
    return {.url = shop + "/" + percent_encoded(ascii_lower(trimmed(source.country))) +
                   "/rss/customerreviews/page=" + std::to_string(descent.pages() + 1) +
                   "/id=" + app + "/sortby=mostrecent/json",
            .headers = {{"Accept", "application/json"}},
            .body = {}};
}

// ---- the shop's feed ---------------------------------------------------------------------------

// A feed's "next" names a page that may not be there; its "last" is where it ends.
bool has_page_behind(const Json& feed, int page)
{
    const Json& links = member(feed, "link");
    if (!links.is_array()) return false;
    for (const Json& link : links) {
        const Json& attributes = member(link, "attributes");
        if (text_in(attributes, "rel") != "last") continue;
        const std::string href = text_in(attributes, "href");
        const auto at = href.find("/page=");
        return at != std::string::npos && number_in(href.substr(at + 6)).value_or(0) > page;
    }
    return false;
}

// One review is an object instead of a list of one, none is nothing at all.
Page page_of_feed(const Json& feed, const Cursor& cursor)
{
    Page page;
    page.next = cursor;
    const Json& entry = member(feed, "entry");
    const Json entries = entry.is_object() ? Json::array({entry}) : entry;
    Json reviews = Json::array();
    if (entries.is_array())
        for (const Json& one : entries)
            if (is_appstore_review(one)) reviews.push_back(one);
    read_items(page, reviews, appstore_entry);
    Descent descent{cursor.position};
    Descent::Seen seen = dates_of(page.posts);
    if (has_page_behind(feed, descent.pages() + 1) || reviews.size() >= 50)
        seen.next = std::to_string(descent.pages() + 2);
    page.more = descent.went(seen, most_pages);
    page.next.position = descent.spelled();
    return page;
}

// ---- App Store Connect -------------------------------------------------------------------------

// The value of a parameter of an address; "" if it has none.
std::string parameter_in(const std::string& url, std::string_view name)
{
    const auto question = url.find('?');
    if (question == std::string::npos) return {};
    for (const std::string_view part : split(std::string_view{url}.substr(question + 1), '&'))
        if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
            return percent_decoded(part.substr(name.size() + 1)).value_or("");
    return {};
}

Page page_of_connect(const Json& json, const Cursor& cursor)
{
    Page page;
    page.next = cursor;
    read_items(page, member(json, "data"), appstore_review);
    Descent descent{cursor.position};
    Descent::Seen seen = dates_of(page.posts);
    seen.next = parameter_in(text_in(member(json, "links"), "next"), "cursor");
    page.more = descent.went(seen, most_pages);
    page.next.position = descent.spelled();
    return page;
}

// ---- both --------------------------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    const Json& errors = member(json, "errors");
    if (!errors.is_array() || errors.empty()) return {};
    return first_text_in(errors.front(), {"detail", "title", "code"});
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    if (response.status == 401 && has_key(source))
        if (const auto token = signed_token(source, response.received); !token)
            return fail(Fault::rejected,
                        "this source's credential is no key of App Store Connect (" +
                            token.error().text + "): it must be " + credential_form);
    return json_answer(source, response, said_by_server,
                       "are the app's number and the shop's country right");
}

// Looking up has no clock to sign a token by: it takes this one.
void renew_token(const SourceConfig& source, Cursor& cursor, Time now)
{
    if (!has_key(source) || holds(cursor, now + token_holds / 2)) return;
    if (const auto token = signed_token(source, now))
        cursor.session =
            std::to_string((now + token_holds).time_since_epoch().count()) + " " + *token;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json json = TRY(json_of(source, response));
    if (member(json, "feed").is_object()) return page_of_feed(member(json, "feed"), cursor);
    if (member(json, "data").is_array()) {
        Page page = page_of_connect(json, cursor);
        renew_token(source, page.next, response.received);
        return page;
    }
    return fail(Fault::garbled, host_of(response.url) +
                                    " sent something else where a list of reviews was expected");
}

// "user-hour-lim:3600;user-hour-rem:3545;": of any hour that ends now.
std::optional<RateLimit> rate_limit(const Response& response)
{
    std::optional<std::int64_t> most, left;
    for (const std::string_view part : split(response.header("x-rate-limit"), ';')) {
        const auto colon = part.find(':');
        if (colon == std::string_view::npos) continue;
        const auto number = number_in(trimmed(part.substr(colon + 1)));
        if (trimmed(part.substr(0, colon)) == "user-hour-lim") most = number;
        if (trimmed(part.substr(0, colon)) == "user-hour-rem") left = number;
    }
    if (!left) return {};
    return RateLimit{.limit = static_cast<double>(most.value_or(0)),
                     .remaining = static_cast<double>(*left),
                     .resets = response.received + std::chrono::hours{1}};
}

// ---- asking again ------------------------------------------------------------------------------

// The shop's feed has no such question.
Request look_up(const SourceConfig& source, const Cursor& cursor, std::span<const Known> known)
{
    if (!has_key(source) || token_in(cursor).empty()) return {};
    return connect_question("customerReviews/" + percent_encoded(known[0].native_id),
                            token_in(cursor));
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_gone(response)) return found_gone(known[0]);
    const Json json = TRY(json_of(source, response));
    RawPost post = TRY(appstore_review(member(json, "data")));
    return post.native_id == known[0].native_id ? found_again(std::move(post)) : Found{};
}

Result<void> check(const SourceConfig& source)
{
    const auto app = trimmed(source.account);
    if (app.empty() || app.find_first_not_of("0123456789") != std::string_view::npos)
        return fail(Fault::refused,
                    "appstore needs the app's number in 'account': of "
                    "apps.apple.com/nl/app/id123456789 it is 123456789");
    if (has_key(source)) return {};
    const auto shop = trimmed(source.country);
    const bool letters = std::all_of(shop.begin(), shop.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (shop.size() != 2 || !letters)
        return fail(Fault::refused,
                    "appstore needs the shop's country in 'country', two letters such as nl");
    return {};
}

}  // namespace

constinit const Platform appstore{.name = "appstore",
                                  .ask = ask,
                                  .read = read,
                                  .look_up = look_up,
                                  .read_looked_up = read_looked_up,
                                  .look_up_most = 1,
                                  .check = check,
                                  .rate_limit = rate_limit};

}  // namespace narrowcast
