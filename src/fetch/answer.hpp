// SPDX-License-Identifier: Apache-2.0
// What every platform does alike with an answer: refusals of the server, and small string work.
#pragma once

#include "narrowcast/platform.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

// The longest pause a server can make us take.
inline constexpr std::chrono::seconds longest_retry_after = std::chrono::hours{1};

// How many bytes of a file one answer holds at most (Request::from).
inline constexpr std::uint64_t largest_range = 1024 * 1024;

// What a status other than 2xx means, in words: 401, 403 and 410 rejected, everything else later.
// Nothing for 2xx.
std::optional<Error> refusal_of(const SourceConfig& source, const Response& response);

// What a server said, to be repeated to people: a server may echo the credential it was sent.
std::string without_secret(std::string text, const SourceConfig& source);

// A credential with several parts is a JSON object: {"token": "...", "app_secret": "..."}. The
// part,
// "" if it lacks; of a credential that is one plain text, `first` is the part it stands for.
std::string secret_part(const SourceConfig& source, std::string_view name,
                        std::string_view first = "token");

// "https://polder.example" of "polder.example/": what questions to a server begin with.
std::string server_of(const SourceConfig& source);
std::string web_address(std::string url);  // "" unless it is_web_address

// The dialects of rate-limit headers: for Platform::rate_limit. Names in lower case.
// Remaining and reset, the latter as an RFC 3339 instant, as epoch seconds, as seconds to go.
std::optional<RateLimit> rate_limit_until_instant(const Response& response);  // x-ratelimit-*
std::optional<RateLimit> rate_limit_until_epoch(const Response& response);    // [x-]rate[-]limit-*
std::optional<RateLimit> rate_limit_seconds_to_go(const Response& response);  // x-ratelimit-*

// The header, in seconds or as a date, against when the answer came; 0 if there is none.
std::chrono::seconds retry_after_of(const Response& response);

// "text/html; charset=utf-8": the type in lower case, and the value of a parameter.
std::string media_type_of(const Response& response);
std::string_view charset_of(const Response& response);

std::string host_of(std::string_view url);  // "polder.example:8443", "" if there is none
bool is_web_address(std::string_view url);  // begins with http:// or https://
std::string fingerprint(
    std::string_view text);  // 16 hex digits, the same on every machine (FNV-1a)

}  // namespace narrowcast
