// SPDX-License-Identifier: Apache-2.0
#include "screen/screen.hpp"

#include "screen/edition_file.hpp"
#include "screen/editions.hpp"
#include "screen/hub_double.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

ScreenOptions options_for(const std::string& hub, const TemporaryFolder& folder)
{
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    ScreenOptions options;
    options.hub = hub;
    options.screen = "coffee-3";
    options.size = "160x90";
    options.language = "en";
    options.state_folder = folder.path();
    options.painter = striped_painter();
    options.cross_fade = 50ms;
    return options;
}

// An edition whose first slide is on for an hour from now.
Edition now_showing(std::initializer_list<std::string_view> ids)
{
    Edition edition = edition_of(ids, 1h);
    edition.start = seconds_of(system_now());
    return edition;
}

// Runs until `enough` says so (or a minute has passed).
template <class Enough>
bool ran_until(ScreenOptions options, Enough enough)
{
    std::stop_source stop;
    bool reached = false;
    const auto until = std::chrono::steady_clock::now() + 1min;
    options.on_frame = [&](const FrameReport& report) {
        reached = reached || enough(report);
        if (reached || std::chrono::steady_clock::now() > until) stop.request_stop();
    };
    REQUIRE(run_screen(options, stop.get_token()));
    return reached;
}

std::string on(const FrameReport& report)
{
    if (report.share < 256) return "fading";
    return report.slide == nullptr ? "face" : id_of(*report.slide);
}

}  // namespace

TEST_CASE("a screen shows what was on its disk, then what the hub sends")
{
    const HubDouble hub;
    const TemporaryFolder folder;
    REQUIRE(save_edition(edition_file(folder.path(), "coffee-3"), to_json(now_showing({"old"}))));
    std::vector<std::string> story;
    std::optional<Caller> caller;
    CHECK(ran_until(options_for(hub.url(), folder), [&](const FrameReport& report) {
        if (story.empty() || story.back() != on(report)) story.push_back(on(report));
        if (!caller) {
            caller.emplace(hub.next_caller());
            caller->say(stream_head);
            caller->say_edition(to_json(now_showing({"new"})));
        }
        return story.back() == "new";
    }));
    CHECK(story == std::vector<std::string>{"old", "fading", "new"});
}

TEST_CASE("a screen without hub or edition shows its face")
{
    const TemporaryFolder folder;
    CHECK(ran_until(options_for("http://127.0.0.1:1", folder),
                    [](const FrameReport& report) { return on(report) == "face"; }));
}

TEST_CASE("a screen can be stopped before it has shown anything")
{
    const TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    CHECK(run_screen(options_for("http://127.0.0.1:1", folder), stop.get_token()));
}

TEST_CASE("a stop from another thread wakes a screen that has nothing to do")
{
    const TemporaryFolder folder;
    std::stop_source stop;
    const std::jthread stopper{[&] {
        std::this_thread::sleep_for(20ms);
        stop.request_stop();
    }};
    CHECK(run_screen(options_for("http://127.0.0.1:1", folder), stop.get_token()));
}

TEST_CASE("a size that is none is refused before a window opens")
{
    const TemporaryFolder folder;
    for (const char* const size :
         {"", "big", "1920", "0x0", "1920x1080x3", "-5x7", "99999x99999"}) {
        ScreenOptions options = options_for("http://127.0.0.1:1", folder);
        options.size = size;
        const auto run = run_screen(options, {});
        REQUIRE_FALSE(run);
        CHECK(run.error().fault == Fault::refused);
    }
}
