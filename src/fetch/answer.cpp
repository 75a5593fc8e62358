// SPDX-License-Identifier: Apache-2.0
// What every platform does alike with an answer.
#include "fetch/answer.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/base/time.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <vector>

namespace narrowcast {
namespace {

std::string credential_sentence(const SourceConfig& source, const std::string& host)
{
    if (source.credential.empty())
        return host +
               " answers only with a credential (401): put one in the credentials folder "
               "and name it in this source's 'credential'";
    return host + " does not accept the credential (401): it may be wrong, expired or revoked";
}

}  // namespace

std::optional<Error> refusal_of(const SourceConfig& source, const Response& response)
{
    if (response.status / 100 == 2) return {};
    const std::string host = host_of(response.url);
    switch (response.status) {
        case 401:
            return Error{Fault::rejected, credential_sentence(source, host), {}};
        case 403:
            return Error{Fault::rejected, host + " refuses to answer us (403)", {}};
        case 404:
            return Error{Fault::later, host + " knows nothing at this address (404): check it", {}};
        case 410:
            return Error{
                Fault::rejected, host + " says that this address is gone for good (410)", {}};
        case 429:
            return Error{Fault::later, host + " asks us to slow down (429)",
                         retry_after_of(response)};
        case 503:
            return Error{Fault::later, host + " is overloaded or in maintenance (503)",
                         retry_after_of(response)};
        default:
            break;
    }
    const std::string status = std::to_string(response.status);
    if (response.status >= 500)
        return Error{Fault::later, host + " has a fault of its own (" + status + ")", {}};
    return Error{Fault::later, host + " did not accept the question (" + status + ")", {}};
}

std::string secret_part(const SourceConfig& source, std::string_view name, std::string_view first)
{
    const std::string_view secret = trimmed(source.credential);
    if (!secret.starts_with('{')) return name == first ? std::string{secret} : std::string{};
    const auto parts = parse_json(secret);
    return parts ? text_in(*parts, std::string{name}.c_str()) : std::string{};
}

std::string without_secret(std::string text, const SourceConfig& source)
{
    std::vector<std::string> secrets{std::string{trimmed(source.credential)}};
    if (const auto parts = parse_json(secrets.front()); parts && parts->is_object())
        for (const Json& part : *parts)
            secrets.push_back(text_of(part));
    for (const std::string& secret : secrets)
        if (!secret.empty())
            for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at))
                text.replace(at, secret.size(), "...");
    return text;
}

std::string web_address(std::string url)
{
    if (!is_web_address(url)) url.clear();
    return url;
}

std::string server_of(const SourceConfig& source)
{
    std::string server{trimmed(source.url)};
    if (!is_web_address(server)) server = "https://" + server;
    while (server.ends_with('/'))
        server.pop_back();
    return server;
}

namespace {

std::optional<double> number_in(const Response& response,
                                std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const std::string_view text = trimmed(response.header(name));
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc{} && end != text.data() && value >= 0 && value < 1e15) return value;
    }
    return {};
}

std::optional<RateLimit> counted(const Response& response)
{
    const auto remaining = number_in(
        response, {"x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining"});
    if (!remaining) return {};
    const auto limit =
        number_in(response, {"x-ratelimit-limit", "ratelimit-limit", "x-rate-limit-limit"});
    return RateLimit{.limit = limit.value_or(0), .remaining = *remaining, .resets = {}};
}

std::optional<double> reset_in(const Response& response)
{
    return number_in(response, {"x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset"});
}

}  // namespace

std::optional<RateLimit> rate_limit_until_instant(const Response& response)
{
    auto limit = counted(response);
    const auto reset = from_rfc3339(response.header("x-ratelimit-reset"));
    if (!limit || !reset) return {};
    limit->resets = *reset;
    return limit;
}

std::optional<RateLimit> rate_limit_until_epoch(const Response& response)
{
    auto limit = counted(response);
    const auto reset = reset_in(response);
    if (!limit || !reset) return {};
    limit->resets = Time{std::chrono::seconds{static_cast<std::int64_t>(*reset)}};
    return limit;
}

std::optional<RateLimit> rate_limit_seconds_to_go(const Response& response)
{
    auto limit = counted(response);
    const auto reset = reset_in(response);
    if (!limit || !reset) return {};
    limit->resets = response.received + std::chrono::seconds{static_cast<std::int64_t>(*reset)};
    return limit;
}

std::chrono::seconds retry_after_of(const Response& response)
{
    const std::string_view text = trimmed(response.header("retry-after"));
    if (text.empty()) return {};
    long seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    std::chrono::seconds pause{seconds};
    if (error == std::errc::result_out_of_range)
        pause = longest_retry_after;
    else if (error != std::errc{} || end != text.data() + text.size()) {
        const auto date = from_rfc822(text);
        if (!date) return {};
        pause = *date - response.received;
    }
    return std::clamp(pause, std::chrono::seconds{0}, longest_retry_after);
}

std::string media_type_of(const Response& response)
{
    const std::string_view value = response.header("content-type");
    return ascii_lower(trimmed(value.substr(0, value.find(';'))));
}

std::string_view charset_of(const Response& response)
{
    const auto parameters = split(response.header("content-type"), ';');
    for (std::size_t i = 1; i < parameters.size(); ++i) {
        const auto equals = parameters[i].find('=');
        if (equals == std::string_view::npos ||
            !equal_ignoring_case(trimmed(parameters[i].substr(0, equals)), "charset"))
            continue;
        std::string_view value = trimmed(parameters[i].substr(equals + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\''))
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

std::string host_of(std::string_view url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view rest = url.substr(scheme + 3);
    rest = rest.substr(0, rest.find_first_of("/?#"));
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
    return ascii_lower(rest);
}

bool is_web_address(std::string_view url)
{
    const std::string start = ascii_lower(url.substr(0, 8));
    return start.starts_with("https://") || start.starts_with("http://");
}

std::string fingerprint(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::string out(16, '0');
    for (std::size_t i = 16; i-- > 0; hash >>= 4U)
        out[i] = "0123456789abcdef"[hash & 15U];
    return out;
}

}  // namespace narrowcast
