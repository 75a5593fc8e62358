// SPDX-License-Identifier: Apache-2.0
// OAuth's short-lived access tokens.
#include "fetch/platforms/access.hpp"

#include "fetch/platforms/take.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr std::chrono::seconds margin{60}, longest = std::chrono::days{90};

std::chrono::seconds lifetime_of(const Json& answer)
{
    const std::int64_t seconds = count_in(answer, "expires_in").value_or(3600);
    return std::max(std::min(std::chrono::seconds{seconds}, longest) - margin,
                    std::chrono::seconds{0});
}

}  // namespace

std::string Access::spelled() const
{
    Json json = Json::object();
    json["token"] = token;
    json["since"] = to_rfc3339(since);
    json["until"] = to_rfc3339(until);
    return dump(json);
}

Access access_of(const Cursor& cursor)
{
    const auto json = parse_json(cursor.session);
    if (!json) return {};
    return {.token = text_in(*json, "token"),
            .since = time_in(*json, "since").value_or(Time{}),
            .until = time_in(*json, "until").value_or(Time{})};
}

Request token_question(std::string url, std::string form)
{
    return {.url = std::move(url),
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                        {"Accept", "application/json"}},
            .body = std::move(form),
            .login = true};
}

bool brings_access(const Json& answer) { return !text_in(answer, "access_token").empty(); }

Page page_with_access(const Cursor& cursor, const Json& answer, Time received)
{
    const Access access{.token = text_in(answer, "access_token"),
                        .since = received,
                        .until = received + lifetime_of(answer)};
    Page page{.posts = {}, .next = cursor, .more = true, .wait = {}, .garbled = {}};
    page.next.session = access.spelled();
    return page;
}

bool drop_access(const Cursor& cursor, const Response& response, Page& page)
{
    const Access access = access_of(cursor);
    if (access.token.empty() || response.received < access.since + margin) return false;
    page = {.posts = {}, .next = cursor, .more = true, .wait = {}, .garbled = {}};
    page.next.session.clear();
    return true;
}

}  // namespace narrowcast
