// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/bluesky.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string header(const Request& request, const std::string& name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

// ---- login -------------------------------------------------------------------------------------

TEST_CASE("bluesky: without a session the question is a login with the app password")
{
    const Request request = bluesky().ask(search(), {}, Time{});
    CHECK(request.url == "https://bsky.social/xrpc/com.atproto.server.createSession");
    CHECK(request.body == R"({"identifier":"alice.test","password":"abcd-efgh-ijkl-mnop"})");
    CHECK(request.login);
    CHECK(request.spends == std::vector<Spending>{{"logins", 1, ""}});
    CHECK(bluesky().quotas(search()).at(0).name == "logins");
}

TEST_CASE("bluesky: an account on a server of its own logs in there")
{
    SourceConfig source = search();
    source.url = "https://pds.polder.example/";
    CHECK(bluesky().ask(source, {}, Time{}).url ==
          "https://pds.polder.example/xrpc/com.atproto.server.createSession");
}

TEST_CASE("bluesky: a login brings a session and the account's own server")
{
    SourceConfig source = search();
    source.url = "http://localhost:18611";
    const Page page = read(of("createSession.json"), {}, source);
    CHECK(page.more);
    CHECK(page.posts.empty());
    const Json session = *parse_json(page.next.session);
    CHECK(session["accessJwt"] == "REDACTED.LOCAL.TEST");
    CHECK(session["refreshJwt"] == "REDACTED.LOCAL.TEST");
    CHECK(session["pds"] == "http://localhost:18611");
    const Request request = bluesky().ask(source, page.next, Time{});
    CHECK(request.url ==
          "http://localhost:18611/xrpc/app.bsky.feed.searchPosts?q=acme&sort=latest&limit=100");
    CHECK(header(request, "Authorization") == "Bearer REDACTED.LOCAL.TEST");
    CHECK_FALSE(request.login);
}

TEST_CASE("bluesky: a login over https never leads to a server without")
{
    const Page page = read(of("createSession.json"));
    CHECK((*parse_json(page.next.session))["pds"] == "https://bsky.social");
}

TEST_CASE("bluesky: a wrong app password stops the source, in words and without the password")
{
    const auto page = bluesky().read(search(), {}, of("createSession_badpw.json", 401));
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == Fault::rejected);
    CHECK_THAT(page.error().text, ContainsSubstring("Invalid identifier or password"));
    CHECK_THAT(page.error().text, !ContainsSubstring("abcd-efgh"));
}

TEST_CASE("bluesky: an expired session is renewed, at once")
{
    Response expired = answer(R"({"error":"ExpiredToken","message":"Token has expired"})", "", 400);
    const Page page = read(expired, with_session());
    CHECK(page.more);
    const Request request = bluesky().ask(search(), page.next, Time{});
    CHECK(request.url == "https://pds.polder.example/xrpc/com.atproto.server.refreshSession");
    CHECK(header(request, "Authorization") == "Bearer r3fresh");
    CHECK(request.post);
    CHECK(request.body.empty());
    CHECK(request.login);
}

TEST_CASE("bluesky: what is no token is renewed, too, as is a 401")
{
    for (const auto& response :
         {of("badjwt.json", 400), of("searchPosts_via_pds_noauth.json", 401)})
        CHECK(read(response, with_session()).next.session ==
              R"({"refreshJwt":"r3fresh","pds":"https://pds.polder.example"})");
}

TEST_CASE("bluesky: a session that cannot be renewed is bought anew")
{
    const Cursor renewing = with_session(R"({"refreshJwt":"r3fresh"})");
    const Page page = read(of("badjwt.json", 400), renewing);
    CHECK(page.more);
    CHECK(page.next.session.empty());
}

TEST_CASE("bluesky: a renewed session that is refused again leads to a login, and that to a person")
{
    Cursor cursor = read(of("createSession.json"), with_session(R"({"refreshJwt":"r"})")).next;
    cursor = read(of("badjwt.json", 400), cursor).next;
    CHECK(cursor.session.empty());
    cursor = read(of("createSession.json"), cursor).next;
    const auto page = bluesky().read(search(), cursor, of("badjwt.json", 400));
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == Fault::rejected);
}

TEST_CASE("bluesky: a session that worked once counts as any other")
{
    Cursor cursor = read(of("createSession.json")).next;
    cursor = read(of("searchPosts_via_pds_auth.json"), cursor).next;
    CHECK_THAT(cursor.session, !ContainsSubstring("fresh\""));
    CHECK(read(of("badjwt.json", 400), cursor).more);
}

// ---- questions ---------------------------------------------------------------------------------

TEST_CASE("bluesky: each alternative of a query is a search, asked in turn")
{
    const SourceConfig source = search("acme OR \"acme bank\"");
    Cursor cursor = with_session();
    const Request first = bluesky().ask(source, cursor, Time{});
    CHECK_THAT(first.url, ContainsSubstring("?q=acme&sort=latest"));
    const Page page = read(of("searchPosts_via_pds_auth.json"), cursor, source);
    CHECK(page.more);
    CHECK_THAT(bluesky().ask(source, page.next, Time{}).url,
               ContainsSubstring("?q=%22acme%20bank%22&sort=latest"));
    CHECK_FALSE(read(of("searchPosts_via_pds_auth.json"), page.next, source).more);
}

TEST_CASE("bluesky: the first round takes one page, later ones go back to where the last began")
{
    const Page first = read(of("searchPosts_via_pds_auth.json"), with_session());
    CHECK_FALSE(first.more);
    CHECK_THAT(bluesky().ask(search(), first.next, Time{}).url,
               ContainsSubstring("&since=2026-11-21T19%3A21%3A22Z"));
    const Page second = read(of("searchPosts_via_pds_auth.json"), first.next);
    CHECK(second.more);
    const std::string url = bluesky().ask(search(), second.next, Time{}).url;
    CHECK_THAT(url, ContainsSubstring("&since=2026-11-21T19%3A21%3A22Z"));
    CHECK_THAT(url, ContainsSubstring("&cursor=1795289182572__bafyreihbi2s"));
    CHECK_FALSE(read(of("searchPosts_latest_since.json"), second.next).more);
}

TEST_CASE("bluesky: a page that the server no longer knows begins the round anew, nothing is lost")
{
    const Page first = read(of("searchPosts_via_pds_auth.json"), with_session());
    const Page second = read(of("searchPosts_via_pds_auth.json"), first.next);
    const Page anew = read(of("searchPosts_badlimit.json", 400), second.next);
    CHECK_FALSE(anew.more);
    const std::string url = bluesky().ask(search(), anew.next, Time{}).url;
    CHECK_THAT(url, ContainsSubstring("&since=2026-11-21T19%3A21%3A22Z"));
    CHECK_THAT(url, !ContainsSubstring("&cursor="));
}

TEST_CASE("bluesky: a post dated in the future does not hide those after it")
{
    const Page page = read(of("tricky.json"), with_session());
    CHECK_THAT(bluesky().ask(search(), page.next, Time{}).url,
               ContainsSubstring("&since=2026-11-21T09%3A27%3A00Z"));
}

TEST_CASE("bluesky: accounts are asked without a key, one after the other")
{
    const SourceConfig source = author("@bob.test, did:plc:x");
    CHECK(bluesky().ask(source, {}, Time{}).url ==
          "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=bob.test&limit=50&"
          "filter=posts_with_replies");
    const Page page = read(of("authorFeed.json"), {}, source);
    CHECK(page.more);
    CHECK_THAT(bluesky().ask(source, page.next, Time{}).url,
               ContainsSubstring("actor=did%3Aplc%3Ax&"));
}

TEST_CASE("bluesky: the list of an account ends where it is known")
{
    std::string body = recorded("bluesky/authorFeed.json");
    body.insert(body.size() - 1 - (body.ends_with('\n') ? 1 : 0), R"(,"cursor":"older")");
    const Response response = answer(body);
    const Page first = read(response, {}, author());
    CHECK_FALSE(first.more);
    CHECK_FALSE(read(response, first.next, author()).more);  // it holds a post of 2020
}
