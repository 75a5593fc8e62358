// SPDX-License-Identifier: Apache-2.0
#include "fetch/probe.hpp"

#include "fetch/answers.hpp"
#include "support/scripted_server.hpp"

#include "narrowcast/base/log.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Time noon = at("2026-11-21T12:00:00Z");

SourceJob job_at(const std::string& url, const std::string& platform = "rss")
{
    log::set_level(log::Level::off);
    SourceJob job{.source = source_of(platform), .platform = platform_named(platform)};
    job.source.url = url;
    return job;
}

}  // namespace

TEST_CASE("a source that answers is well, and its newest post has an age")
{
    ScriptedServer server{http_answer(200, "Content-Type: text/xml\r\n", recorded("rss/rss1.xml"))};
    const auto found = probe(job_at(server.url("/feed")), {}, {}, {});
    REQUIRE(found.size() == 1);
    CHECK(found[0].well);
    CHECK_THAT(found[0].text, ContainsSubstring("answers, 1 post"));
}

TEST_CASE("a source that refuses is found with the remedy")
{
    ScriptedServer server{http_answer(401, "", "")};
    const auto found = probe(job_at(server.url(""), "mastodon"), {}, {}, {});
    REQUIRE_FALSE(found.empty());
    CHECK_FALSE(found[0].well);
    CHECK_THAT(found[0].text, ContainsSubstring("credential"));
}

TEST_CASE("clocks that are apart are told, with the remedy")
{
    Response response = answer("");
    response.headers.emplace("date", "Sat, 21 Nov 2026 11:55:00 GMT");
    const auto found = findings_on_clock(response);
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].well);
    CHECK_THAT(found[0].text, ContainsSubstring("5 minutes ahead of polder.example's"));
    response.headers.clear();
    response.headers.emplace("date", "Sat, 21 Nov 2026 11:59:30 GMT");
    CHECK(findings_on_clock(response).empty());
    CHECK(findings_on_clock(answer("")).empty());
}

TEST_CASE("a token says itself when it expires")
{
    // {"alg":"none"} . {"exp":1795262400} = 2026-11-21T12:00:00Z
    const std::string token = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTUyNjI0MDB9.x";
    const auto at_noon = findings_on_token(token, noon);
    REQUIRE(at_noon.size() == 1);
    CHECK_FALSE(at_noon[0].well);
    CHECK_THAT(at_noon[0].text, ContainsSubstring("expired at 2026-11-21T12:00:00Z"));
    const auto before = findings_on_token(token, noon - std::chrono::days{3});
    CHECK_THAT(before.at(0).text, ContainsSubstring("expires in 3 days"));
    CHECK(findings_on_token(token, noon - std::chrono::days{30}).at(0).well);
    CHECK(findings_on_token("an-opaque-token", noon).empty());
    CHECK(findings_on_token("a.b.c", noon).empty());
}

TEST_CASE("a source without posts is asked whether its query is right")
{
    CHECK_THAT(finding_on_posts({}, noon).text, ContainsSubstring("is the query"));
}
