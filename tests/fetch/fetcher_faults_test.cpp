// SPDX-License-Identifier: Apache-2.0
// What servers do to a fetcher, and what it then does.
#include "fetch/hall.hpp"
#include "support/scripted_server.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::string_view json = "Content-Type: application/json\r\n";

// A Bluesky server whose access tokens can all expire at once.
class TokenServer {
public:
    TokenServer()
        : server_{[this](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
              wire.send(answer_to(asked));
          }}
    {
    }

    std::string url() const { return server_.url(""); }
    void expire_all() { valid_ = 0; }
    int logins() const { return logins_; }
    int refreshes() const { return refreshes_; }
    int answered() const { return answered_; }

private:
    std::string session()
    {
        const std::string number = std::to_string(++issued_);
        valid_ = issued_.load();
        return R"({"accessJwt":"access)" + number + R"(","refreshJwt":"refresh)" + number +
               R"(","handle":"wall.polder.example","did":"did:plc:wall","active":true})";
    }

    std::string answer_to(const ScriptedServer::Asked& asked)
    {
        if (asked.target.find("createSession") != std::string::npos) {
            ++logins_;
            return http_answer(200, json, session());
        }
        if (asked.target.find("refreshSession") != std::string::npos) {
            ++refreshes_;
            return http_answer(200, json, session());
        }
        const std::string token = asked.header("authorization");
        if (token != "Bearer access" + std::to_string(valid_.load()))
            return http_answer(400, json, R"({"error":"ExpiredToken","message":"Token expired"})");
        ++answered_;
        return http_answer(200, json, R"({"posts":[]})");
    }

    std::atomic<int> issued_{0}, valid_{0}, logins_{0}, refreshes_{0}, answered_{0};
    ScriptedServer server_;
};

SourceJob search(const std::string& name, const TokenServer& server)
{
    SourceJob made = job(name, "bluesky", server.url());
    made.source.feed = "search";
    made.source.query = "polderbank";
    made.source.user = "wall.polder.example";
    made.credential = "an-app-password";
    return made;
}

}  // namespace

TEST_CASE("a token that expires under twenty sources is renewed once, for all")
{
    TokenServer server;
    Hall hall;
    std::vector<SourceJob> jobs;
    for (int i = 0; i < 20; ++i)
        jobs.push_back(search("search " + std::to_string(i), server));
    hall.start(std::move(jobs));
    const auto all_worked = [](const SourceStates& states) {
        return std::ranges::all_of(states, [](const SourceState& state) {
            return state.status == SourceStatus::working && state.last_success;
        });
    };
    REQUIRE_FALSE(hall.wait_for(all_worked).empty());
    CHECK(server.logins() == 1);

    server.expire_all();
    const int before = server.answered();
    hall.fetcher->fetch_now("");
    for (int i = 0; i < 400 && server.answered() < before + 20; ++i)
        std::this_thread::sleep_for(50ms);
    CHECK(server.answered() >= before + 20);
    CHECK(server.refreshes() == 1);
    CHECK(server.logins() == 1);
    CHECK(all_worked(*hall.states.get()));
}

TEST_CASE("a server that says to slow down is left alone, whatever its headers promise")
{
    ScriptedServer server{http_answer(429,
                                      "X-RateLimit-Limit: 300\r\nX-RateLimit-Remaining: 250\r\n"
                                      "Retry-After: 120\r\n",
                                      "slow down")};
    Hall hall;
    hall.start({job("tag", "mastodon", server.url(""))});
    const auto states = hall.wait_for([](const SourceStates& now) { return now[0].failures == 1; });
    REQUIRE(states.size() == 1);
    CHECK(states[0].status == SourceStatus::failing);
    CHECK(Instant{states[0].next_run} >= system_now() + 100s);
}

TEST_CASE("a login page where JSON is due is said to be so, and nothing is lost")
{
    ScriptedServer server{http_answer(200, "Content-Type: text/html\r\n",
                                      "<!doctype html><html><body>Please sign in</body></html>")};
    Hall hall;
    std::vector<SourceJob> jobs;
    for (const char* platform : {"mastodon", "lemmy", "discourse"}) {
        jobs.push_back(job(platform, platform, server.url("")));
        jobs.back().source.query = "polderbank";
        jobs.back().cursor.position = "7";
    }
    hall.start(std::move(jobs));
    const auto states = hall.wait_for([](const SourceStates& now) {
        return std::ranges::all_of(now, [](const SourceState& state) { return state.failures; });
    });
    REQUIRE(states.size() == 3);
    for (const SourceState& state : states) {
        CHECK(state.status == SourceStatus::failing);
        CHECK_THAT(state.last_error, ContainsSubstring("127.0.0.1"));
    }
    CHECK(hall.out.size() == 0);
}

TEST_CASE("fifty redirects are not followed to their end")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        const int hop = std::stoi(asked.target.substr(1));
        wire.send(http_answer(302, "Location: /" + std::to_string(hop + 1) + "\r\n", ""));
    }};
    Hall hall;
    hall.start({job("news", "rss", server.url("/1"))});
    const auto states = hall.wait_for([](const SourceStates& now) { return now[0].failures == 1; });
    REQUIRE(states.size() == 1);
    CHECK_THAT(states[0].last_error, ContainsSubstring("redirect"));
    CHECK(server.asked.size() < 15);
}
