// SPDX-License-Identifier: Apache-2.0
// OAuth's short-lived access tokens: what Cursor::session holds where a platform gives them.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>

namespace narrowcast {

struct Access {
    std::string token;  // "" none
    Time since{}, until{};

    bool usable(Time now) const { return !token.empty() && now < until; }
    std::string spelled() const;
};

Access access_of(const Cursor& cursor);

// The question that brings one: a form, sent to a token endpoint.
Request token_question(std::string url, std::string form);

// Whether this is a token endpoint's answer, and the page that keeps its token: a minute less than
// it says, for clocks that differ.
bool brings_access(const Json& answer);
Page page_with_access(const Cursor& cursor, const Json& answer, Time received);

// The page after a 401: without the session, so that the next question is a login. False: the
// session is new, or there was none, and another login would not help.
bool drop_access(const Cursor& cursor, const Response& response, Page& page);

}  // namespace narrowcast
