// SPDX-License-Identifier: Apache-2.0
// A hub that is killed at random moments of fetching. NARROWCAST_KILL_ROUNDS: how often.
#include "narrowcast/base/time.hpp"

#include "hub_process.hpp"
#include "lib/sqlite.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <thread>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

constexpr int posts_of_server = 1'200;

std::string status_of(int id)
{
    return R"({"id":")" + std::to_string(id) + R"(","content":"<p>Bericht nummer )" +
           std::to_string(id) + R"( over Polderbank</p>","account":{"acct":"a)" +
           std::to_string(id) + R"("},"url":"https://polder.example/)" + std::to_string(id) +
           R"(","created_at":")" + to_rfc3339(seconds_of(system_now()) - 1h) + R"("})";
}

// A timeline that is never in a hurry: each page takes a while.
void answer_slowly(const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire)
{
    const auto at = asked.target.find("min_id=");
    const int from = at == std::string::npos ? 0 : std::stoi(asked.target.substr(at + 7));
    const int until = at == std::string::npos ? 1 : std::min(from + 40, posts_of_server);
    std::string all;
    for (int id = until; id > from; --id)
        all += (all.empty() ? "" : ",") + status_of(id);
    if (!wire.wait(20ms)) return;
    wire.send(http_answer(200, "Content-Type: application/json\r\n", "[" + all + "]"));
}

int rounds()
{
    const char* set = std::getenv("NARROWCAST_KILL_ROUNDS");
    return set ? std::stoi(set) : 15;
}

std::int64_t number(const TemporaryFolder& folder, const std::string& sql)
{
    auto database =
        lib::Database::open(folder.path() / "state" / "narrowcast.db", lib::Database::Access::read);
    if (!database) return 0;
    const auto found = database->number(sql);
    return found ? found->value_or(0) : 0;
}

}  // namespace

TEST_CASE("a hub that is killed while it fetches has every post of the server exactly once")
{
    const ScriptedServer server{answer_slowly};
    const TemporaryFolder folder;
    folder.write("narrowcast.json",
                 R"({ "company": { "name": "Polderbank" }, "screens": [ { "name": "hal-1" } ] })");
    folder.write("hub.json", R"({ "sources": [ { "name": "tag", "platform": "mastodon", "url": ")" +
                                 server.url("") + R"(", "tag": "polderbank", "every": "5 s" } ],
                              "storage": { "folder": "state" }, "listen": { "port": 0 } })");
    std::mt19937 random{20261122};
    for (int round = rounds(); round > 0; --round) {
        HubProcess hub{folder.path().string()};
        std::this_thread::sleep_for(std::chrono::milliseconds{200 + random() % 500});
        hub.end_with(SIGKILL);
    }
    {
        const HubProcess hub{folder.path().string()};
        for (int i = 0; i < 600 && number(folder, "SELECT count(*) FROM post") < posts_of_server;
             ++i)
            std::this_thread::sleep_for(100ms);
    }
    CHECK(number(folder, "SELECT count(*) FROM post") == posts_of_server);
    CHECK(number(folder, "SELECT count(DISTINCT native) FROM post") == posts_of_server);
    CHECK(number(folder,
                 "SELECT sum(neg + neu + pos) FROM slice WHERE resolution = 1 "
                 "AND topic = 0 AND dimension = 0") == posts_of_server);
}
