// SPDX-License-Identifier: Apache-2.0
// What every platform does alike with an answer.
#include "fetch/answer.hpp"

#include "narrowcast/base/text.hpp"
#include "narrowcast/base/time.hpp"

#include <algorithm>
#include <charconv>

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

std::string without_secret(std::string text, const SourceConfig& source)
{
    const std::string secret{trimmed(source.credential)};
    if (secret.empty()) return text;
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at))
        text.replace(at, secret.size(), "...");
    return text;
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
