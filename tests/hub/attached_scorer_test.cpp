// SPDX-License-Identifier: Apache-2.0
// A hub whose configuration attaches a scorer of its own.
#include "exposition.hpp"
#include "running_hub.hpp"
#include "waiting.hpp"

#include "hub/corrections.hpp"
#include "narrowcast/store.hpp"

#include <signal.h>

#include <cerrno>
#include <sstream>

using namespace narrowcast;
using test::RunningHub;
using test::wait_for;

namespace {

// Three posts; the double finds the second one bad.
constexpr auto archive =
    R"({"id":"mastodon:1","text":"Wat een mooie dag","created_at":"2026-11-02T08:00:00Z"}
{"id":"mastodon:2","text":"Het was slecht noch recht","created_at":"2026-11-02T08:01:00Z"}
{"id":"mastodon:3","text":"Morgen weer open","created_at":"2026-11-02T08:02:00Z"}
)";

class Attached {
public:
    explicit Attached(const std::string& mode)
    {
        running.folder.write("archive.jsonl", archive);
        running.write(test::wall_with(R"({ "name": "hal-1" })"),
                      R"({ "sources": [ { "name": "old", "platform": "replay", "speed": 0,
                           "file": "archive.jsonl" } ], "listen": { "port": 0 },
                           "scorer": { "timeout": "1 s", "command": [")" SCORER_DOUBLE R"(", ")" +
                          mode + "\", \"" + starts() + "\"] } }");
        REQUIRE(running.open());
    }
    std::string starts() const { return (running.folder.path() / "starts").string(); }
    double metric(const std::string& name) const
    {
        const auto series = test::parsed_metrics(running.get("/metrics").body);
        const auto found = series.find("narrowcast_" + name);
        return found == series.end() ? -1 : found->second;
    }
    bool wait_for_posts() const
    {
        return wait_for([&] { return metric("posts_added_total") == 3; });
    }
    std::optional<RoutedPost> post(const std::string& id) const
    {
        auto store = open_sqlite_store(running.folder.path() / "state" / "narrowcast.db");
        REQUIRE(store);
        return (*store)->post(id).value();
    }

    RunningHub running;
};

}  // namespace

TEST_CASE("posts have the mood that the attached scorer gives them")
{
    Attached attached{"good"};
    REQUIRE(attached.wait_for_posts());
    CHECK(attached.metric("scorer_well") == 1);
    CHECK(attached.metric("scorer_texts_total{by=\"attached\"}") >= 3);
    CHECK(attached.metric("scorer_texts_total{by=\"built-in\"}") == 0);
    attached.running.hub.reset();
    const auto post = attached.post("mastodon:2");
    REQUIRE(post);
    CHECK(post->mood.label == Label::negative);
    CHECK(post->mood.confidence == Catch::Approx(0.8));
}

TEST_CASE("posts arrive also when the attached scorer dies, is silent or babbles")
{
    for (const char* mode : {"dies", "stuck", "babbles"}) {
        INFO(mode);
        Attached attached{mode};
        REQUIRE(attached.wait_for_posts());
        CHECK(attached.metric("scorer_well") == 0);
        CHECK(attached.metric("scorer_texts_total{by=\"built-in\"}") >= 3);
    }
}

TEST_CASE("a hub leaves no scorer behind")
{
    Attached attached{"stuck"};
    REQUIRE(attached.wait_for_posts());
    attached.running.hub.reset();
    std::istringstream stream{attached.running.folder.read("starts")};
    pid_t id = 0;
    REQUIRE(stream >> id);
    CHECK(::kill(id, 0) == -1);
    CHECK(errno == ESRCH);
}

TEST_CASE("a hub without a scorer of its own has nothing to say about one")
{
    RunningHub running;
    REQUIRE(running.open());
    CHECK(running.get("/metrics").body.find("narrowcast_scorer") == std::string::npos);
}

TEST_CASE("corrections do not make posts pass through an attached scorer again")
{
    Scoring scoring{{}, "rules", false};
    const std::vector<Corrected> one{{"mastodon:1", "mastodon:1", "", {}, {"a", "nl", {}}}};
    CHECK(scoring.rules_with(one) == scoring.rules_with({}));
    scoring.learns = true;
    CHECK(scoring.rules_with(one) != scoring.rules_with({}));
}
