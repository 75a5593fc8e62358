// SPDX-License-Identifier: Apache-2.0
#include "hub/reloader.hpp"

#include "captured_log.hpp"
#include "running_hub.hpp"
#include "waiting.hpp"

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;
using test::RunningHub;
using test::wait_for;

namespace {

const std::string two_screens = test::wall_with(R"({ "name": "hal-1" }, { "name": "hal-2" })");

bool has_screen(const RunningHub& running, const std::string& name)
{
    return running.get("/screens/" + name).status == 200;
}

bool wait_to_read(const test::CapturedLog& log, const std::string& words)
{
    return wait_for([&] { return log.text().find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("a screen that is written into the configuration appears")
{
    RunningHub running;
    REQUIRE(running.open());
    const Reloader reloader{*running.hub, running.folder.path(), {}};
    running.folder.write("narrowcast.json", two_screens);
    CHECK(wait_for([&] { return has_screen(running, "hal-2"); }));
    CHECK(has_screen(running, "hal-1"));
}

TEST_CASE("a broken configuration is said line by line and changes nothing, a mended one does")
{
    RunningHub running;
    REQUIRE(running.open());
    REQUIRE(wait_for([&] { return has_screen(running, "hal-1"); }));
    const test::CapturedLog log;
    const Reloader reloader{*running.hub, running.folder.path(), {}};

    running.folder.write("narrowcast.json", test::wall_with(R"({ "name": "hal-2", "inches": 2 })"));
    REQUIRE(wait_to_read(log, "stays until this is mended"));
    CHECK_THAT(log.text(), ContainsSubstring("narrowcast.json:1:"));
    CHECK_THAT(log.text(), ContainsSubstring("inches"));
    CHECK(has_screen(running, "hal-1"));
    CHECK_FALSE(has_screen(running, "hal-2"));

    running.folder.write("narrowcast.json", two_screens);
    CHECK(wait_for([&] { return has_screen(running, "hal-2"); }));
}

TEST_CASE("a configuration that the hub cannot follow is said, and the one in force stays")
{
    RunningHub running;
    REQUIRE(running.open());
    const test::CapturedLog log;
    const Reloader reloader{*running.hub, running.folder.path(), {}};
    running.folder.write("hub.json", test::hub_with(R"({ "name": "toots", "platform": "mastodon",
        "tag": "a", "url": "https://social.example", "credential": "nowhere-token" })"));
    running.folder.write("narrowcast.json", two_screens);
    REQUIRE(wait_to_read(log, "The configuration in force stays."));
    CHECK_THAT(log.text(), ContainsSubstring("nowhere-token"));
    CHECK(wait_for([&] { return has_screen(running, "hal-1"); }));
    CHECK_FALSE(has_screen(running, "hal-2"));
}

TEST_CASE("a reload can be asked for, and what was loaded can be adapted")
{
    RunningHub running;
    REQUIRE(running.open());
    const test::TemporaryFolder elsewhere;  // not written to while it is watched
    elsewhere.write("narrowcast.json", two_screens);
    elsewhere.write("hub.json", test::hub_with(""));
    Reloader reloader{*running.hub, elsewhere.path(),
                      [](Config& config) { config.wall.screens.back().name = "hal-3"; }};
    reloader.reload_now();
    CHECK(wait_for([&] { return has_screen(running, "hal-3"); }));
    CHECK_FALSE(has_screen(running, "hal-2"));
}
