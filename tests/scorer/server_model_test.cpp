// SPDX-License-Identifier: Apache-2.0
#include "scorer/model.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"

#include <array>

using namespace narrowcast;
using namespace std::chrono_literals;
using scorer::Inquiry;
using test::http_answer;
using test::ScriptedServer;

namespace {

constexpr std::array<Scorer::Text, 2> texts{Scorer::Text{"goed geholpen", "nl"},
                                            Scorer::Text{"slecht geholpen", "nl"}};

// The lines of a request, each answered with the same chances.
std::string answers_to(const std::string& body, std::string_view chances)
{
    std::string lines;
    for (const std::string_view line : split(body, '\n'))
        if (!line.empty())
            lines += "{\"id\": " + dump((*parse_json(line))["id"]) +
                     ", \"chances\": " + std::string{chances} + "}\r\n";
    return lines;
}

struct Asked {
    explicit Asked(const ScriptedServer& server, std::chrono::milliseconds wait = 60s)
        : Asked{server.url("/score"), wait}
    {
    }
    explicit Asked(const std::string& url, std::chrono::milliseconds wait = 60s)
    {
        ScorerConfig config;
        config.url = url;
        outcome =
            scorer::server_model(config)->ask(inquiry, std::chrono::steady_clock::now() + wait, {});
    }

    Inquiry inquiry{texts, 7};
    Result<void> outcome;
};

}  // namespace

TEST_CASE("a server is sent a batch as lines of JSON and answers with lines")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        wire.send(http_answer(200, "", answers_to(asked.body, "[0.9, 0.1, 0]")));
    }};
    const Asked asked{server};
    REQUIRE(asked.outcome);
    for (const auto& mood : asked.inquiry.moods())
        CHECK(mood->label == Label::negative);
    const std::stop_source never;
    const auto request = server.asked.pop_for(60s, never.get_token());
    REQUIRE(request);
    CHECK(request->target == "/score");
    CHECK(request->header("content-type") == "application/x-ndjson");
    CHECK(request->body == asked.inquiry.lines());
}

TEST_CASE("a server that is silent is given up at the deadline")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { wire.keep_silent(); }};
    const Asked asked{server, 100ms};
    REQUIRE_FALSE(asked.outcome);
    CHECK(asked.outcome.error().fault == Fault::later);
    CHECK(asked.outcome.error().text ==
          "the scorer at " + server.url("/score") + ": no answer in time");
}

TEST_CASE("a server that says no is told so")
{
    ScriptedServer server{http_answer(503, "", "busy")};
    const Asked asked{server};
    REQUIRE_FALSE(asked.outcome);
    CHECK_THAT(asked.outcome.error().text, Catch::Matchers::EndsWith("answered with status 503"));
}

TEST_CASE("posts are not carried elsewhere by a redirect")
{
    ScriptedServer elsewhere{http_answer(200, "", "")};
    ScriptedServer server{http_answer(307, "Location: " + elsewhere.url() + "\r\n", "")};
    const Asked asked{server};
    CHECK_FALSE(asked.outcome);
    CHECK(elsewhere.asked.size() == 0);
}

TEST_CASE("a server that answers with a page is a garbled one")
{
    ScriptedServer server{http_answer(200, "", "<!DOCTYPE html>\n<p>It works!</p>\n")};
    const Asked asked{server};
    REQUIRE_FALSE(asked.outcome);
    CHECK(asked.outcome.error().fault == Fault::garbled);
}

TEST_CASE("what a server left out is missed, what it said counts")
{
    ScriptedServer server{http_answer(200, "", R"({"id": "8", "chances": [0, 0, 1]})")};
    const Asked asked{server};
    REQUIRE_FALSE(asked.outcome);
    CHECK_THAT(asked.outcome.error().text,
               Catch::Matchers::EndsWith("has not answered to every text"));
    CHECK_FALSE(asked.inquiry.moods()[0]);
    CHECK(asked.inquiry.moods()[1]->label == Label::positive);
}

TEST_CASE("where nobody listens there is no scorer now")
{
    std::string url;
    {
        ScriptedServer gone{""};
        url = gone.url("/score");
    }
    const Asked asked{url};
    REQUIRE_FALSE(asked.outcome);
    CHECK(asked.outcome.error().fault == Fault::later);
}
