// SPDX-License-Identifier: Apache-2.0
// Meta's Graph API, as Facebook, Instagram and Threads share it.
#include "fetch/platforms/graph.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/signature.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {
namespace {

constexpr std::chrono::minutes rolling_window{60};

// ---- rate limits -------------------------------------------------------------------------------

struct Usage {
    double percent = 0;
    double minutes_to_regain = 0;
};

double number_at(const Json& entry, const char* key)
{
    const Json& value = member(entry, key);
    const double number = value.is_number() ? value.get<double>() : 0;
    return std::isfinite(number) ? std::clamp(number, 0.0, 1e6) : 0;
}

void take_usage(const Json& entry, std::optional<Usage>& usage)
{
    if (!entry.is_object()) return;
    if (!usage) usage.emplace();
    for (const char* key : {"call_count", "total_time", "total_cputime"})
        usage->percent = std::max(usage->percent, number_at(entry, key));
    usage->minutes_to_regain =
        std::max(usage->minutes_to_regain, number_at(entry, "estimated_time_to_regain_access"));
}

std::optional<Usage> busiest(const Response& response)
{
    std::optional<Usage> usage;
    for (const char* name : {"x-app-usage", "x-page-usage"})
        if (const auto json = parse_json(response.header(name))) take_usage(*json, usage);
    const auto by_business = parse_json(response.header("x-business-use-case-usage"));
    if (!by_business || !by_business->is_object()) return usage;
    for (const Json& entries : *by_business)
        if (entries.is_array())
            for (const Json& entry : entries)
                take_usage(entry, usage);
    return usage;
}

constexpr std::chrono::minutes unless_said{5};  // of a limit that is counted by the hour

std::chrono::seconds until_regained(const Response& response)
{
    const auto usage = busiest(response);
    if (!usage || usage->minutes_to_regain <= 0) return retry_after_of(response);
    return std::min(std::chrono::seconds{static_cast<std::int64_t>(usage->minutes_to_regain * 60)},
                    longest_retry_after);
}

// ---- faults ------------------------------------------------------------------------------------

bool is_throttling(std::int64_t code)
{
    constexpr std::array codes{4, 17, 32, 341, 613};
    return std::find(codes.begin(), codes.end(), code) != codes.end() ||
           (code >= 80000 && code <= 80014);
}

std::string token_sentence(std::int64_t subcode)
{
    const std::string remedy = ": make a new one and put it into this source's credential";
    switch (subcode) {
        case 458:
            return "the access token ended, because the app was removed from the account" + remedy;
        case 460:
            return "the access token ended, because its owner changed the password" + remedy;
        case 463:
            return "the access token has expired" + remedy +
                   " (a page token made from a long-lived one does not expire)";
        case 492:
            return "the access token's owner has no role on this page any more" + remedy;
        default:
            return "the access token is not valid" + remedy;
    }
}

bool lacks_permission(std::int64_t code)
{
    return code == 3 || code == 10 || (code >= 200 && code <= 299);
}

// What a person must do about it; "": nothing, it is tried again.
std::string remedy_of(std::int64_t code, std::int64_t subcode, bool about_proof)
{
    if (code == 190 || code == 102) return token_sentence(subcode);
    if (code == 104 || about_proof)
        return "the proof with the app's secret was not accepted: the credential's app_secret must "
               "be that of the app which made the token";
    if (lacks_permission(code))
        return "the access token lacks a permission for this, or the app was not reviewed for it: "
               "see this platform's page in docs/sources";
    if (code == 12 || code == 2635)
        return "this version of the Graph API has ended: set a newer 'api_version'";
    if (code == 803 || (code == 100 && subcode == 33))
        return "there is nothing with this id, or the token may not see it: check 'account'";
    if (code == 368) return "the account is blocked for breaking a policy of Meta";
    return {};
}

std::optional<Error> graph_fault(const SourceConfig& source, const Response& response,
                                 const Json& answer)
{
    const Json& error = member(answer, "error");
    if (!error.is_object()) return {};
    const std::int64_t code = count_in(error, "code").value_or(0);
    const std::int64_t subcode = count_in(error, "error_subcode").value_or(0);
    const std::string message = text_in(error, "message");
    const std::string host = host_of(response.url);
    if (is_throttling(code)) {
        const auto regained = until_regained(response);
        return Error{Fault::later,
                     host + " asks us to slow down (code " + std::to_string(code) + ")",
                     regained.count() > 0 ? regained : unless_said};
    }
    if (code == 18)
        return Error{Fault::later,
                     host +
                         ": this account asked for 30 different hashtags in seven days; the "
                         "next one is possible when the oldest of them is a week ago",
                     longest_retry_after};
    const bool about_proof = message.find("appsecret_proof") != std::string::npos;
    const std::string remedy = remedy_of(code, subcode, about_proof);
    std::string said = message.substr(0, 200);
    if (!said.empty()) said = "; it says: " + without_secret(repair_utf8(said), source);
    if (!remedy.empty()) return Error{Fault::rejected, host + ": " + remedy + said, {}};
    return Error{Fault::later,
                 host + " answered with a fault (code " + std::to_string(code) + ")" + said,
                 until_regained(response)};
}

std::string said_by_server(const Json&) { return {}; }

}  // namespace

std::string graph_base(const SourceConfig& source, std::string_view server,
                       std::string_view version)
{
    const std::string_view wished = trimmed(source.api_version);
    return (trimmed(source.url).empty() ? std::string{server} : server_of(source)) + "/" +
           std::string{wished.empty() ? version : wished};
}

Request graph_question(const SourceConfig& source, std::string address,
                       const GraphParameters& parameters)
{
    const std::string token = secret_part(source, "token");
    const std::string app_secret = secret_part(source, "app_secret");
    char separator = '?';
    const auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        address += separator + std::string{name} + "=" + percent_encoded(value);
        separator = '&';
    };
    for (const auto& [name, value] : parameters)
        add(name, value);
    if (!app_secret.empty() && !token.empty())
        add("appsecret_proof", lib::hmac_sha256_hex(app_secret, token));
    Request request{
        .url = std::move(address), .headers = {{"Accept", "application/json"}}, .body = {}};
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    return request;
}

Result<Json> graph_answer(const SourceConfig& source, const Response& response)
{
    if (const auto json = parse_json(response.body))
        if (auto fault = graph_fault(source, response, *json))
            return std::unexpected{*std::move(fault)};
    return json_answer(source, response, said_by_server, "is 'url' the address of the Graph API");
}

Result<Json> graph_list(const SourceConfig& source, const Response& response)
{
    Json answer = TRY(graph_answer(source, response));
    if (!is_meta_delivery(answer) && !member(answer, "data").is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    return answer;
}

namespace {

bool has_code_100(const Response& response, bool unknown_object)
{
    const auto json = parse_json(response.body);
    if (!json) return false;
    const Json& error = member(*json, "error");
    return count_in(error, "code") == 100 &&
           (count_in(error, "error_subcode") == 33) == unknown_object;
}

}  // namespace

bool graph_knows_it_not(const Response& response)
{
    return response.status == 404 || response.status == 410 || has_code_100(response, true);
}

bool begins_anew(Descent& descent, const Response& response)
{
    if (descent.page().empty() || response.status != 400 || !has_code_100(response, false))
        return false;
    descent.begin_anew();
    return true;
}

std::string thumb_of(std::string_view recommendation_type)
{
    const std::string type = ascii_lower(recommendation_type);
    return type == "positive" ? "\U0001F44D" : type == "negative" ? "\U0001F44E" : "";
}

std::optional<RateLimit> graph_rate_limit(const Response& response)
{
    const auto usage = busiest(response);
    if (!usage) return {};
    const std::chrono::seconds regained{static_cast<std::int64_t>(usage->minutes_to_regain * 60)};
    return RateLimit{
        .limit = 100,
        .remaining = std::max(0.0, 100 - usage->percent),
        .resets = response.received +
                  (regained.count() > 0 ? regained : std::chrono::seconds{rolling_window})};
}

std::string cursor_after(const Json& answer)
{
    return text_in(member(member(answer, "paging"), "cursors"), "after");
}

std::string next_page_of(const Json& answer)
{
    return text_in(member(answer, "paging"), "next").empty() ? std::string{} : cursor_after(answer);
}

bool is_meta_delivery(const Json& answer)
{
    return !text_in(answer, "object").empty() && member(answer, "entry").is_array();
}

Result<void> check_graph(const SourceConfig& source, std::initializer_list<std::string_view> feeds,
                         std::string_view account)
{
    if (trimmed(source.credential).empty())
        return fail(Fault::refused, source.platform +
                                        " needs an access token: put it into the credentials "
                                        "folder and its name into 'credential'");
    if (!account.empty() && trimmed(source.account).empty())
        return fail(Fault::refused, std::string{account});
    if (std::find(feeds.begin(), feeds.end(), source.feed) != feeds.end()) return {};
    std::string names;
    for (const std::string_view feed : feeds)
        if (!feed.empty()) names += (names.empty() ? "" : ", ") + std::string{feed};
    return fail(Fault::refused, "'feed' is one of " + names + ", not '" + source.feed + "'");
}

}  // namespace narrowcast
