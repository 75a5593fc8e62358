// SPDX-License-Identifier: Apache-2.0
// Points in time, always UTC. Local days and hours are made where a time zone is known.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

using Time = std::chrono::sys_seconds;                             // of posts and charts
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;  // of movement on a screen

// Where the time comes from; tests bring their own. Called from any thread.
using Clock = std::function<Instant()>;
Instant system_now();

inline Time seconds_of(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant);
}

// "2026-11-21T20:15:00Z".
std::string to_rfc3339(Time time);

// Any RFC 3339 / ISO 8601 instant with a zone ("Z", "+01:00", "+0100"), fractions dropped;
// without a zone it is read as UTC. Nothing if it is none.
std::optional<Time> from_rfc3339(std::string_view text);

// The dates of HTTP and RSS: RFC 822/1123 with two- or four-digit years, with or without the
// day's name, zones as offset, "GMT", "UT", "Z" or North American names. Nothing if it is none.
std::optional<Time> from_rfc822(std::string_view text);

}  // namespace narrowcast
