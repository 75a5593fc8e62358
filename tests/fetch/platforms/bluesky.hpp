// SPDX-License-Identifier: Apache-2.0
// Sources, sessions and recorded answers that the tests of Bluesky share.
#pragma once

#include "fetch/answers.hpp"

#include <string>

namespace narrowcast::test {

inline const Platform& bluesky() { return *platform_named("bluesky"); }

inline SourceConfig bluesky_source(const std::string& feed)
{
    SourceConfig source;
    source.name = "test";
    source.platform = "bluesky";
    source.feed = feed;
    return source;
}

inline SourceConfig search(const std::string& query = "acme")
{
    SourceConfig source = bluesky_source("search");
    source.query = query;
    source.user = "@alice.test";
    source.credential = "abcd-efgh-ijkl-mnop\n";
    return source;
}

inline SourceConfig author(const std::string& account = "bob.test")
{
    SourceConfig source = bluesky_source("author");
    source.account = account;
    return source;
}

inline Response of(const std::string& name, int status = 200)
{
    Response response = answer(recorded("bluesky/" + name), "application/json", status);
    response.url = "https://pds.polder.example/xrpc/x";
    response.received = at("2026-11-21T20:00:00Z");
    return response;
}

inline Cursor with_session(
    const std::string& session =
        R"({"accessJwt":"acc3ss","refreshJwt":"r3fresh","pds":"https://pds.polder.example"})")
{
    Cursor cursor;
    cursor.session = session;
    return cursor;
}

inline Page read(const Response& response, const Cursor& cursor = {},
                 const SourceConfig& source = search())
{
    auto page = bluesky().read(source, cursor, response);
    REQUIRE(page);
    return *std::move(page);
}

}  // namespace narrowcast::test
