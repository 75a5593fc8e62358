// SPDX-License-Identifier: Apache-2.0
// Meta's Graph API, as Facebook, Instagram and Threads share it: how to ask, its faults, its rate
// limits and its pages. The token goes into a header, never into an address.
#pragma once

#include "fetch/platforms/descent.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast {

using GraphParameters = std::vector<std::pair<std::string_view, std::string>>;

inline constexpr std::string_view facebook_graph = "https://graph.facebook.com";
inline constexpr std::string_view facebook_version = "v26.0";

// "https://graph.facebook.com/v26.0": 'url' and 'api_version' go before what is given here.
std::string graph_base(const SourceConfig& source, std::string_view server,
                       std::string_view version);

// `address` with these parameters (empty ones are left out), the token, and where the app's secret
// is known the proof that the token is used by the app itself.
Request graph_question(const SourceConfig& source, std::string address,
                       const GraphParameters& parameters);

// The answer, or its fault in words: throttled (later), a token that ended or lacks a permission
// (rejected, with the remedy), and what every platform may answer.
Result<Json> graph_answer(const SourceConfig& source, const Response& response);

// The same where posts are asked for: an answer with a list of them in `data`, or a delivery.
Result<Json> graph_list(const SourceConfig& source, const Response& response);

// The object that was asked for is not there, as the Graph API says it (400, code 100/33).
bool graph_knows_it_not(const Response& response);

// Whether the place of the next page is of no use any more (400, code 100); the descent then begins
// its list anew.
bool begins_anew(Descent& descent, const Response& response);

// Percents of X-App-Usage and X-Business-Use-Case-Usage: 100 in all.
std::optional<RateLimit> graph_rate_limit(const Response& response);

// Where the next page begins, "" after the last. Never `paging.next`: that holds the token.
std::string next_page_of(const Json& answer);
std::string cursor_after(const Json& answer);  // also where `paging.next` is never sent

// A recommendation on a page has no stars: a thumb up or down, in no language.
std::string thumb_of(std::string_view recommendation_type);

// Of a webhook rather than of a question: {"object": "page", "entry": [...]}.
bool is_meta_delivery(const Json& answer);

// Refused unless 'credential' and 'account' are there and 'feed' is one of these.
Result<void> check_graph(const SourceConfig& source, std::initializer_list<std::string_view> feeds,
                         std::string_view account);

}  // namespace narrowcast
