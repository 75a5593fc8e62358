// SPDX-License-Identifier: Apache-2.0
// Bluesky's login: an app password buys a pair of tokens, one of which renews both.
#include "fetch/platforms/bluesky.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

constexpr std::string_view entryway = "https://bsky.social";

std::string login_server(const SourceConfig& source)
{
    return trimmed(source.url).empty() ? std::string{entryway} : server_of(source);
}

// The server that keeps the account. A login over https never leads to one without.
std::string server_in(const Json& document, const std::string& asked)
{
    const Json& services = member(document, "service");
    if (!services.is_array()) return {};
    for (const Json& service : services) {
        std::string server = web_address(text_in(service, "serviceEndpoint"));
        while (server.ends_with('/'))
            server.pop_back();
        const bool safe = server.starts_with("https://") || asked.starts_with("http://");
        if (text_in(service, "id").ends_with("#atproto_pds") && safe) return server;
    }
    return {};
}

std::string error_of(const Response& response)
{
    const auto json = parse_json(response.body);
    return json ? text_in(*json, "error") : std::string{};
}

bool is_refused(const Response& response)
{
    if (response.status != 400) return response.status == 401;
    const std::string error = error_of(response);
    return error == "ExpiredToken" || error == "InvalidToken" || error == "AuthMissing";
}

Result<Cursor> without_access(const Cursor& cursor, BlueskySession session,
                              const Response& response)
{
    if (session.fresh == "login" && error_of(response) != "ExpiredToken")
        return fail(Fault::rejected,
                    host_of(response.url) + " gave a session and does not accept it (" +
                        std::to_string(response.status) +
                        "): look at the account in the Bluesky app, it may be suspended");
    // What was renewed a moment ago and is refused, and what cannot be renewed: log in again.
    const bool renew = !session.access.empty() && session.fresh.empty();
    Cursor next = cursor;
    session.access.clear();
    next.session = renew && !session.refresh.empty() ? session.spelled() : "";
    return next;
}

}  // namespace

BlueskySession BlueskySession::of(const std::string& session)
{
    if (session.empty()) return {};
    const auto json = parse_json(session);
    if (!json) return {};
    return {.access = text_in(*json, "accessJwt"),
            .refresh = text_in(*json, "refreshJwt"),
            .server = web_address(text_in(*json, "pds")),
            .fresh = text_in(*json, "fresh")};
}

std::string BlueskySession::spelled() const
{
    if (access.empty() && refresh.empty()) return {};
    Json json = Json::object();
    if (!access.empty()) json["accessJwt"] = access;
    if (!refresh.empty()) json["refreshJwt"] = refresh;
    if (!server.empty()) json["pds"] = server;
    if (!fresh.empty()) json["fresh"] = fresh;
    return dump(json);
}

Request bluesky_question(std::string url, const BlueskySession& session)
{
    Request request{.url = std::move(url), .headers = {{"Accept", "application/json"}}, .body = {}};
    if (!session.access.empty())
        request.headers.emplace_back("Authorization", "Bearer " + session.access);
    return request;
}

Request bluesky_login(const SourceConfig& source, const BlueskySession& session)
{
    if (!session.refresh.empty()) {
        const std::string server = session.server.empty() ? login_server(source) : session.server;
        return {.url = server + "/xrpc/com.atproto.server.refreshSession",
                .headers = {{"Accept", "application/json"},
                            {"Authorization", "Bearer " + session.refresh}},
                .body = {},
                .post = true,
                .login = true};
    }
    std::string_view who = trimmed(source.user);
    if (who.starts_with('@')) who.remove_prefix(1);
    Json body = Json::object();
    body["identifier"] = who;
    body["password"] = secret_part(source, "password", "password");
    return {.url = login_server(source) + "/xrpc/com.atproto.server.createSession",
            .headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
            .body = dump(body),
            .login = true,
            .spends = {{.quota = "logins", .amount = 1, .once_for = {}}}};
}

std::optional<Result<Cursor>> bluesky_new_session(const SourceConfig& source, const Cursor& cursor,
                                                  const Response& response)
{
    const BlueskySession old = BlueskySession::of(cursor.session);
    if (!cursor.session.empty() && is_refused(response))
        return without_access(cursor, old, response);
    if (response.status != 200) return {};
    const auto json = parse_json(response.body);
    if (!json || text_in(*json, "accessJwt").empty()) return {};
    BlueskySession session{.access = text_in(*json, "accessJwt"),
                           .refresh = text_in(*json, "refreshJwt"),
                           .server = server_in(member(*json, "didDoc"), login_server(source)),
                           .fresh = old.refresh.empty() ? "login" : "refresh"};
    if (session.server.empty()) session.server = old.server;
    if (session.server.empty()) session.server = login_server(source);
    if (member(*json, "active").is_boolean() && !true_in(*json, "active"))
        return fail(Fault::rejected,
                    host_of(response.url) + " says that this account is not active (" +
                        text_in(*json, "status") + "): look at it in the Bluesky app");
    Cursor next = cursor;
    next.session = session.spelled();
    return next;
}

}  // namespace narrowcast
