// SPDX-License-Identifier: Apache-2.0
// Trustpilot: the reviews of a company, found by its domain.
//
// Cursor::position is a Descent whose note is "domain id" once the company was looked up.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

constexpr std::string_view server = "https://api.trustpilot.com";
constexpr std::size_t page_length = 100;

bool is_id(std::string_view text)
{
    return text.size() == 24 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

// "polderbank.example" of "https://www.polderbank.example/".
std::string domain_of(const SourceConfig& source)
{
    const std::string account = ascii_lower(trimmed(source.account));
    std::string domain = is_web_address(account) ? host_of(account) : account;
    while (domain.ends_with('/'))
        domain.pop_back();
    return domain.starts_with("www.") ? domain.substr(4) : domain;
}

std::string company_of(const SourceConfig& source, const Descent& descent)
{
    std::string domain = domain_of(source);
    if (is_id(domain)) return domain;
    const auto space = descent.note().find(' ');
    if (space == std::string::npos || descent.note().substr(0, space) != domain) return {};
    return descent.note().substr(space + 1);
}

Request question(const SourceConfig& source, const std::string& path)
{
    return {.url = (trimmed(source.url).empty() ? std::string{server} : server_of(source)) +
                   "/v1/" + path,
            .headers = {{"apikey", secret_part(source, "apikey", "apikey")},
                        {"Accept", "application/json"}},
            .body = {}};
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const Descent descent{cursor.position};
    const std::string company = company_of(source, descent);
    if (company.empty())
        return question(source, "business-units/find?name=" + percent_encoded(domain_of(source)));
    return question(source,
                    "business-units/" + percent_encoded(company) +
                        "/reviews?orderBy=createdat.desc&perPage=" + std::to_string(page_length) +
                        (descent.page().empty() ? "" : "&page=" + percent_encoded(descent.page())));
}

std::string said_by_server(const Json& json)
{
    std::string fault = text_in(member(json, "fault"), "faultstring");
    if (!fault.empty()) return fault;
    const bool error = !member(json, "errorCode").is_null() || !member(json, "error").is_null();
    return error ? first_text_in(json, {"message", "details", "error"}) : std::string{};
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    auto json = json_answer(source, response, said_by_server, "is 'url' Trustpilot's address");
    if (json || response.status != 403) return json;
    Error error = std::move(json).error();
    error.text += ": the API key needs the Connect module of a paid account";
    return std::unexpected{std::move(error)};
}

Result<RawPost> review_of(const Json& item)
{
    RawPost post;
    post.kind = Kind::review;
    post.native_id = text_in(item, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a Trustpilot review without an id");
    const Json& consumer = member(item, "consumer");
    const std::string person = text_in(consumer, "id");
    post.author = {.name = text_in(consumer, "displayName"),
                   .handle = {},
                   .avatar = {},
                   .url = person.empty()
                              ? person
                              : "https://www.trustpilot.com/users/" + percent_encoded(person)};
    post.title = text_in(item, "title");
    post.text = text_in(item, "text");
    post.language = text_in(item, "language");
    post.created = time_in(item, "createdAt");
    post.edited = time_in(item, "updatedAt");
    if (post.edited == post.created) post.edited.reset();
    post.url = "https://www.trustpilot.com/reviews/" + percent_encoded(post.native_id);
    post.counts.likes = count_in(item, "numberOfLikes");
    if (const auto stars = count_in(item, "stars"); stars && *stars >= 1 && *stars <= 5)
        post.rating = static_cast<double>(*stars);
    // reported, or under investigation: not for a wall until Trustpilot has decided
    const std::string status = text_in(item, "status");
    post.sensitive = !status.empty() && status != "active";
    return post;
}

std::string next_page(const Descent& descent, std::size_t items)
{
    if (items < page_length) return {};
    std::size_t number = 1;
    const std::string& page = descent.page();
    std::from_chars(page.data(), page.data() + page.size(), number);
    return std::to_string(std::min<std::size_t>(number, 1'000'000) + 1);
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Descent descent{cursor.position};
    if (response.status == 404 && company_of(source, descent).empty())
        return fail(Fault::rejected, "Trustpilot knows no company with the domain '" +
                                         domain_of(source) + "': check 'account'");
    const Json answer = TRY(json_of(source, response));
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    const Json& reviews = member(answer, "reviews");
    if (reviews.is_array()) {
        read_items(page, reviews, review_of);
        page.more = descent.went(dates_of(page.posts, next_page(descent, reviews.size())));
    } else if (const std::string id = text_in(answer, "id"); is_id(id)) {
        descent = Descent{""};
        descent.note(domain_of(source) + " " + id);
        page.more = true;
    } else {
        return fail(Fault::garbled,
                    host_of(response.url) + " sent something else where reviews were expected");
    }
    page.next.position = descent.spelled();
    return page;
}

Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    return question(source, "reviews/" + percent_encoded(known[0].native_id));
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (says_gone(response)) return found_gone(known[0]);
    const Json answer = TRY(json_of(source, response));
    return found_again(TRY(review_of(answer)));
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.credential).empty())
        return fail(Fault::refused,
                    "trustpilot needs an API key: put it into the credentials folder and its name "
                    "into 'credential'");
    const std::string domain = domain_of(source);
    if (is_id(domain)) return {};
    if (domain.find('.') == std::string::npos || domain.find_first_of(" /?#&") != std::string::npos)
        return fail(Fault::refused,
                    "trustpilot needs the company's domain in 'account', such as "
                    "polderbank.example");
    return {};
}

}  // namespace

constinit const Platform trustpilot{.name = "trustpilot",
                                    .ask = ask,
                                    .read = read,
                                    .look_up = look_up,
                                    .read_looked_up = read_looked_up,
                                    .check = check};

}  // namespace narrowcast
