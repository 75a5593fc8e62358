// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.hpp"

#include "captured_log.hpp"
#include "exposition.hpp"
#include "hub/door.hpp"
#include "narrowcast/base/latest.hpp"
#include "running_hub.hpp"
#include "support/scripted_server.hpp"
#include "waiting.hpp"

#include <cstdlib>

using namespace narrowcast;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using test::RunningHub;
using test::wait_for;

namespace {

// A screen that holds its event stream open and keeps all it hears.
class Listener {
public:
    explicit Listener(std::string address)
        : thread_{[this, address = std::move(address)](const std::stop_token& stop) {
              std::string all;
              const auto take = [&](std::string_view chunk) {
                  heard.set(all.append(chunk));
                  return true;
              };
              lib::stream(address, take, stop);
              ended.set(true);
          }}
    {
    }
    bool wait_to_hear(const std::string& words) const
    {
        return wait_for([&] {
            const auto all = heard.get();
            return all && all->find(words) != std::string::npos;
        });
    }

    Latest<std::string> heard;
    Latest<bool> ended;

private:
    std::jthread thread_;  // last
};

std::string feed_source(const test::ScriptedServer& server)
{
    return R"({ "name": "news", "platform": "rss", "every": "1 s", "url": ")" +
           server.url("/feed.xml") + "\" }";
}

std::string feed()
{
    return test::http_answer(200, "Content-Type: application/rss+xml\r\n",
                             R"(<rss version="2.0"><channel><title>Nieuws</title><item>
                             <guid>a1</guid><title>Polderbank opent een kantoor in Urk</title>
                             <link>https://news.example/a1</link></item></channel></rss>)");
}

}  // namespace

TEST_CASE("what a source says hangs on the wall and is streamed to the screens")
{
    const test::ScriptedServer server{feed()};
    RunningHub running{feed_source(server)};
    REQUIRE(running.open());
    const Listener listener{running.address("/screens/hal-1/edition")};
    CHECK(listener.wait_to_hear("kantoor in Urk"));
    CHECK(wait_for([&] { return running.get("/healthz").status == 200; }));
    const auto series = test::parsed_metrics(running.get("/metrics").body);
    CHECK(series.at("narrowcast_posts_added_total") == 1);
    CHECK(series.at("narrowcast_streams") == 1);
    CHECK(series.at("narrowcast_source_up{source=\"news\",platform=\"rss\"}") == 1);
}

TEST_CASE("whoever connects later gets the current edition first")
{
    RunningHub running;
    REQUIRE(running.open());
    REQUIRE(wait_for([&] { return running.get("/screens/hal-1").status == 200; }));
    const Listener listener{running.address("/screens/hal-1/edition")};
    REQUIRE(listener.wait_to_hear("\n\nevent: edition\ndata: {"));
    // nothing but the wish how soon to come back stands before it
    CHECK(listener.heard.get()->starts_with("retry: "));
    CHECK(listener.heard.get()->find("\n\nevent: edition") == listener.heard.get()->find("\n\n"));
}

TEST_CASE("a port that is in use is said, with the remedy")
{
    RunningHub first, second;
    REQUIRE(first.open());
    second.folder.write("hub.json", test::hub_with("", first.port));
    const auto opened = second.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::rejected);
    CHECK_THAT(opened.error().text, ContainsSubstring("port " + std::to_string(first.port)));
    CHECK_THAT(opened.error().text, ContainsSubstring("choose another port in hub.json"));
    CHECK(first.get("/healthz").status != 0);
}

TEST_CASE("a damaged database is said, with its name, and left as it is")
{
    RunningHub running;
    const auto state = running.folder.path() / "state";
    std::filesystem::create_directories(state);
    const std::string damaged(10'000, 'x');
    running.folder.write("state/narrowcast.db", damaged);
    const auto opened = running.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::rejected);
    CHECK_THAT(opened.error().text, ContainsSubstring((state / "narrowcast.db").string()));
    CHECK(opened.error().text.ends_with('.'));
    CHECK(running.folder.read("state/narrowcast.db") == damaged);
}

TEST_CASE("a credential that is nowhere keeps the hub from starting")
{
    RunningHub running{R"({ "name": "toots", "platform": "mastodon", "tag": "polderbank",
        "url": "https://social.example", "credential": "nowhere-token" })"};
    const auto opened = running.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::refused);
    CHECK_THAT(opened.error().text, ContainsSubstring("nowhere-token"));
}

TEST_CASE("a secret goes to its server and nowhere else")
{
    test::ScriptedServer server{test::http_answer(401, "", R"({"error":"The token is bad"})")};
    ::setenv("NARROWCAST_CREDENTIAL_HUB_TEST", "hush-hush", 1);
    RunningHub running{R"({ "name": "toots", "platform": "mastodon", "tag": "polderbank",
        "every": "1 s", "credential": "hub-test", "url": ")" +
                       server.url("") + "\" }"};
    const test::CapturedLog log;
    REQUIRE(running.open());
    ::unsetenv("NARROWCAST_CREDENTIAL_HUB_TEST");

    std::stop_source patience;
    const auto asked = server.asked.pop_for(60s, patience.get_token());
    REQUIRE(asked);
    CHECK_THAT(asked->header("authorization"), ContainsSubstring("hush-hush"));
    REQUIRE(wait_for([&] {
        return running.get("/metrics")
                   .body.find("source_up{source=\"toots\",platform=\"mastodon\"} 0") !=
               std::string::npos;
    }));
    for (const char* path : {"/", "/metrics", "/healthz", "/screens/hal-1"})
        CHECK_THAT(running.get(path).body, !ContainsSubstring("hush-hush"));
    running.hub.reset();
    CHECK_THAT(log.text(), ContainsSubstring("toots"));
    CHECK_THAT(log.text(), !ContainsSubstring("hush-hush"));
}

TEST_CASE("a reload brings a new screen while the others stay connected")
{
    RunningHub running;
    REQUIRE(running.open());
    const Listener listener{running.address("/screens/hal-1/edition")};
    REQUIRE(listener.wait_to_hear("event: edition"));
    running.folder.write("narrowcast.json",
                         test::wall_with(R"({ "name": "hal-1", "place": "Kantine" },
                                            { "name": "hal-2" })"));
    REQUIRE(running.hub->reload(running.configured()));
    CHECK(running.hub->port() == running.port);
    CHECK(wait_for([&] { return running.get("/screens/hal-2").status == 200; }));
    CHECK(listener.wait_to_hear("Kantine"));
    CHECK(listener.ended.get() == nullptr);
}

TEST_CASE("a reload moves the hub to another port")
{
    RunningHub running;
    REQUIRE(running.open());
    REQUIRE(wait_for([&] { return running.get("/screens/hal-1").status == 200; }));
    int free_port = 0;
    {
        RunningHub other;
        REQUIRE(other.open());
        free_port = other.port;
    }
    running.folder.write("hub.json", test::hub_with("", free_port));
    REQUIRE(running.hub->reload(running.configured()));
    CHECK(running.hub->port() == free_port);
    CHECK(running.get("/healthz").status == 0);  // nobody at the former address
    running.port = free_port;
    CHECK(running.get("/screens/hal-1").status == 200);  // the board came along
}

TEST_CASE("a reload to a port in use is refused and the hub goes on")
{
    RunningHub running, other;
    REQUIRE(running.open());
    REQUIRE(other.open());
    running.folder.write("hub.json", test::hub_with("", other.port));
    const auto reloaded = running.hub->reload(running.configured());
    REQUIRE_FALSE(reloaded);
    CHECK(reloaded.error().fault == Fault::rejected);
    CHECK(running.hub->port() == running.port);
    CHECK(wait_for([&] { return running.get("/screens/hal-1").status == 200; }));
}

TEST_CASE("a reload that is refused changes nothing")
{
    RunningHub running;
    REQUIRE(running.open());
    REQUIRE(wait_for([&] { return running.get("/screens/hal-1").status == 200; }));
    running.write(test::wall_with(R"({ "name": "hal-2" })"),
                  test::hub_with(R"({ "name": "toots", "platform": "mastodon", "tag": "a",
                      "url": "https://social.example", "credential": "nowhere-token" })"));
    const auto reloaded = running.hub->reload(running.configured());
    REQUIRE_FALSE(reloaded);
    CHECK(reloaded.error().fault == Fault::refused);
    CHECK(wait_for([&] { return running.get("/healthz").status == 200; }));
    CHECK(running.get("/screens/hal-1").status == 200);
    CHECK(running.get("/screens/hal-2").status == 404);
}

TEST_CASE("posts are still there after the hub was started again")
{
    auto server = std::make_unique<test::ScriptedServer>(feed());
    RunningHub running{feed_source(*server)};
    REQUIRE(running.open());
    REQUIRE(wait_for([&] {
        return running.get("/metrics").body.find("posts_added_total 1\n") != std::string::npos;
    }));
    running.hub.reset();
    server.reset();  // the network is down now
    REQUIRE(running.open());
    const Listener listener{running.address("/screens/hal-1/edition")};
    CHECK(listener.wait_to_hear("kantoor in Urk"));
}

TEST_CASE("a topic that is changed brings stored posts to the screens that now ask for them")
{
    const test::ScriptedServer server{feed()};
    RunningHub running{feed_source(server)};
    const auto wall = [](const std::string& query) {
        return R"({ "company": { "name": "Polderbank" },
            "topics": [ { "name": "Kantoren", "query": ")" +
               query + R"(" } ],
            "departments": [ { "name": "Filialen", "topics": [ "Kantoren" ] } ],
            "screens": [ { "name": "hal-1", "department": "Filialen" } ] })";
    };
    running.folder.write("narrowcast.json", wall("hypotheek"));
    REQUIRE(running.open());
    REQUIRE(wait_for([&] {
        return running.get("/metrics").body.find("posts_added_total 1\n") != std::string::npos;
    }));
    const Listener listener{running.address("/screens/hal-1/edition")};
    REQUIRE(listener.wait_to_hear("event: edition"));
    CHECK_THAT(*listener.heard.get(), !ContainsSubstring("kantoor in Urk"));
    running.folder.write("narrowcast.json", wall("kantoor"));
    REQUIRE(running.hub->reload(running.configured()));
    CHECK(listener.wait_to_hear("kantoor in Urk"));
}

TEST_CASE("a decision needs the token, holds at once on the wall, and outlives a restart")
{
    const test::ScriptedServer server{feed()};
    RunningHub running{feed_source(server)};
    REQUIRE(running.open());
    REQUIRE(wait_for([&] {
        return running.get("/metrics").body.find("posts_added_total 1\n") != std::string::npos;
    }));
    const Listener listener{running.address("/screens/hal-1/edition")};
    REQUIRE(listener.wait_to_hear("kantoor in Urk"));
    const auto sign = Door::sign_of(running.folder.path() / "state");
    REQUIRE(sign);
    CHECK(sign->url == running.address(""));
    lib::HttpRequest request{.url = sign->url + "/decisions"};
    request.headers = {{"Content-Type", "application/json"}};
    const std::string heard = *listener.heard.get();
    const auto id = heard.find("\"id\":\"rss:") + 6;
    request.body = R"({"verdict":"correct","label":"negative","post":")" +
                   heard.substr(id, heard.find('"', id) - id) + "\"}";
    const auto status = [&] {
        const std::stop_source never;
        return lib::get(request, {}, never.get_token()).value_or(lib::HttpResponse{}).status;
    };
    CHECK(status() == 401);
    request.headers.emplace_back("Authorization", "Bearer " + sign->token);
    CHECK(status() == 200);
    CHECK(listener.wait_to_hear("\"label\":\"negative\",\"score\":-1.0,\"confidence\":1.0"));
    running.hub.reset();
    CHECK(running.folder.read("state/hub.door").empty());
    REQUIRE(running.open());
    const Listener later{running.address("/screens/hal-1/edition")};
    CHECK(later.wait_to_hear("\"label\":\"negative\",\"score\":-1.0,\"confidence\":1.0"));
}

TEST_CASE("after a reload to another port decisions are taken there")
{
    RunningHub running;
    REQUIRE(running.open());
    int free_port = 0;
    {
        RunningHub other;
        REQUIRE(other.open());
        free_port = other.port;
    }
    running.folder.write("hub.json", test::hub_with("", free_port));
    REQUIRE(running.hub->reload(running.configured()));
    const auto sign = Door::sign_of(running.folder.path() / "state");
    REQUIRE(sign);
    CHECK(sign->url == "http://127.0.0.1:" + std::to_string(free_port));
    const std::stop_source never;
    lib::HttpRequest request{.url = sign->url + "/decisions"};
    request.headers = {{"Content-Type", "application/json"},
                       {"Authorization", "Bearer " + sign->token}};
    request.body = R"({"post":"rss:nowhere","verdict":"uncorrect"})";
    const auto answer = lib::get(request, {}, never.get_token());
    REQUIRE(answer);
    CHECK(answer->status == 422);
    CHECK_THAT(answer->body, ContainsSubstring("no post rss:nowhere"));
}

TEST_CASE("own words that are changed score stored posts anew within the reload")
{
    const test::ScriptedServer server{feed()};
    RunningHub running{feed_source(server)};
    REQUIRE(running.open());
    const Listener listener{running.address("/screens/hal-1/edition")};
    REQUIRE(listener.wait_to_hear("kantoor in Urk"));
    const auto score = [&] {
        const std::string all = *listener.heard.get();
        const auto begin = all.rfind("\"score\":");
        return all.substr(begin, all.find(',', begin) - begin);
    };
    const std::string before = score();
    running.folder.write("narrowcast.json", R"({ "company": { "name": "Polderbank" },
        "screens": [ { "name": "hal-1" } ],
        "sentiment": { "words": [ { "word": "opent", "polarity": -1 },
            { "word": "een kantoor", "polarity": -1 }, { "word": "Urk", "polarity": -1 } ] } })");
    REQUIRE(running.hub->reload(running.configured()));
    CHECK(wait_for([&] { return score() != before; }));
}
