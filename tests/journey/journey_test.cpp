// SPDX-License-Identifier: Apache-2.0
// Recorded answers in, the finished picture out: every room of the house and every door between.
#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "lib/curl.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/paint.hpp"
#include "screen/drift.hpp"
#include "screen/screen.hpp"

#include "paint/golden.hpp"
#include "support/catch.hpp"
#include "support/fonts.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace narrowcast;
using namespace std::chrono_literals;
using test::ScriptedServer;

namespace {

namespace fs = std::filesystem;

const fs::path root = NARROWCAST_SOURCE_DIR;

std::string recorded(const std::string& name)
{
    std::ifstream stream{root / "tests/data" / name, std::ios::binary};
    REQUIRE(stream);
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// Runs from a fixed moment, a hundred times slower once it is told to: pictures that are made by
// two programs then agree about what "3 minutes ago" is.
class JourneyClock {
public:
    Instant now() const
    {
        const auto real = std::chrono::steady_clock::now();
        if (!slow_)
            return begin_ + std::chrono::duration_cast<std::chrono::milliseconds>(real - began_);
        return slow_from_ +
               std::chrono::duration_cast<std::chrono::milliseconds>((real - slow_since_) / 1000);
    }
    void slow_down()
    {
        slow_from_ = now();
        slow_since_ = std::chrono::steady_clock::now();
        slow_ = true;
    }

private:
    const Instant begin_ = *from_rfc3339("2026-11-21T19:20:20Z");
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    Instant slow_from_{};
    std::chrono::steady_clock::time_point slow_since_{};
    std::atomic<bool> slow_ = false;
};

// Two recorded platforms, and a hub that fetches them.
class Journey {
public:
    Journey()
        : server_{[this](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
              answer(asked, wire);
          }}
    {
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        test::use_wall_fonts();
        folder_.write("narrowcast.json", R"({
            "company": { "name": "Acme", "time_zone": "Europe/Amsterdam" },
            "topics": [ { "name": "Support", "query": "support OR waiting" } ],
            "departments": [ { "name": "Service", "topics": ["Support"] } ],
            "screens": [ { "name": "journey", "language": "nl", "place": "Kantine" } ],
            "look": { "per_slide": "60 s" } })");
        folder_.write("hub.json", R"({
            "sources": [
                { "name": "toots", "platform": "mastodon", "url": ")" +
                                      server_.url("") + R"(", "tag": "acme", "every": "1 s" },
                { "name": "news", "platform": "rss", "url": ")" +
                                      server_.url("/feed.xml") + R"(", "every": "1 s" } ],
            "listen": { "port": 0 } })");
        Loaded loaded = load_checked(folder_.path());
        REQUIRE(loaded.refusals == std::vector<Refusal>{});
        HubOptions options{
            *loaded.config, root / "assets", folder_.path(), [this] { return clock.now(); }, {}};
        open_ = [options] {
            auto opened = Hub::open(options);
            REQUIRE(opened);
            return *std::move(opened);
        };
        hub_ = open_();
    }

    // The feed holds the same posts as the timeline: whichever comes second is the repeat.
    void open_feed() { feed_opens_ = true; }

    // A new hub over the same store: its first edition holds all of it.
    void restart()
    {
        hub_.reset();
        clock.slow_down();
        hub_ = open_();
    }

    std::string address() const { return "http://127.0.0.1:" + std::to_string(hub_->port()); }

    lib::HttpResponse get(const std::string& path) const
    {
        const std::stop_source never;
        return lib::get(address() + path, never.get_token()).value_or(lib::HttpResponse{});
    }

    // The value of a metric, -1 while it is not there.
    int metric(const std::string& name) const
    {
        const std::string text = get("/metrics").body;
        const auto at = text.find("\nnarrowcast_" + name + " ");
        return at == text.npos ? -1 : std::stoi(text.substr(at + name.size() + 13));
    }

    template <class Condition>
    static bool wait_for(Condition condition)
    {
        for (int tries = 0; tries < 600; ++tries) {
            if (condition()) return true;
            std::this_thread::sleep_for(100ms);
        }
        return false;
    }

    const fs::path& folder() const { return folder_.path(); }
    JourneyClock clock;

private:
    void answer(const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire)
    {
        const bool page_after = asked.target.find("min_id") != std::string::npos;
        if (asked.target.starts_with("/feed.xml")) {
            while (!feed_opens_ && wire.wait(20ms)) {
            }
            wire.send(test::http_answer(200, "Content-Type: application/rss+xml\r\n",
                                        recorded("rss/snac_user.xml")));
        } else if (asked.target.starts_with("/api/v1/timelines/tag/acme"))
            wire.send(test::http_answer(200, "Content-Type: application/json\r\n",
                                        page_after ? "[]" : recorded("mastodon/snac_tag.json")));
        else  // look-ups of posts on the wall: cannot be told now, so nothing is gone
            wire.send(test::http_answer(503, "", ""));
    }

    std::atomic<bool> feed_opens_ = false;
    test::TemporaryFolder folder_;
    ScriptedServer server_;
    std::function<std::unique_ptr<Hub>()> open_;
    std::unique_ptr<Hub> hub_;  // last: first gone
};

// What a screen presents once its first slide stands still.
Pixels presented(const Journey& journey, const JourneyClock& clock)
{
    ScreenOptions options;
    options.hub = journey.address();
    options.screen = "journey";
    options.state_folder = journey.folder() / "screen";
    options.words_folder = root / "assets/i18n";
    options.tell_systemd = false;
    options.allow_gpu = false;
    options.cross_fade = 1ms;
    options.clock = [&clock] { return clock.now(); };
    Pixels picture;
    std::stop_source ended;
    const auto until = std::chrono::steady_clock::now() + 2min;
    options.on_frame = [&](const FrameReport& report) {
        if (report.slide && report.share == 256) picture = report.picture();
        if (picture.width > 0 || std::chrono::steady_clock::now() > until) ended.request_stop();
    };
    REQUIRE(run_screen(options, ended.get_token()));
    return picture;
}

// Without the bottom rows, where the screen alone draws its progress line.
Pixels above_progress(Pixels pixels)
{
    pixels.height -= 12;
    pixels.argb.resize(static_cast<std::size_t>(pixels.width) *
                       static_cast<std::size_t>(pixels.height));
    return pixels;
}

// The screen alone moves its picture by a few pixels, against burn-in.
bool same_but_for_drift(const Pixels& by_hub, const Pixels& on_screen)
{
    constexpr int farthest = 3;
    const Pixels seen = above_progress(on_screen);
    for (int x = -farthest; x <= farthest; ++x)
        for (int y = -farthest; y <= farthest; ++y) {
            Pixels moved = by_hub;
            apply({x, y}, moved);
            if (above_progress(std::move(moved)) == seen) return true;
        }
    return false;
}

}  // namespace

TEST_CASE(
    "recorded answers become the picture on the wall, the same one drawn by the hub and by the "
    "screen")
{
    Journey journey;
    REQUIRE(Journey::wait_for([&] { return journey.metric("posts_added_total") == 3; }));
    journey.open_feed();
    REQUIRE(Journey::wait_for([&] { return journey.metric("posts_added_total") == 7; }));
    journey.restart();
    REQUIRE(Journey::wait_for([&] { return journey.get("/screens/journey.png").status == 200; }));

    const Pixels on_screen = presented(journey, journey.clock);
    const fs::path file = journey.folder() / "hub.png";
    std::ofstream{file, std::ios::binary} << journey.get("/screens/journey.png").body;
    const auto by_hub = read_png(file);

    REQUIRE(by_hub);
    const bool same = same_but_for_drift(*by_hub, on_screen);
    if (!same) {
        fs::create_directories(NARROWCAST_GOLDEN_OUT);
        REQUIRE(write_png(*by_hub, fs::path{NARROWCAST_GOLDEN_OUT} / "by_hub.png"));
        REQUIRE(write_png(on_screen, fs::path{NARROWCAST_GOLDEN_OUT} / "on_screen.png"));
    }
    CHECK(same);  // else both lie beside the build
    test::check_golden(*by_hub, "journey");
}

TEST_CASE("a hub that stops leaves within two seconds")
{
    auto journey = std::make_unique<Journey>();
    REQUIRE(Journey::wait_for([&] { return journey->metric("posts_added_total") >= 0; }));
    const auto before = std::chrono::steady_clock::now();
    journey.reset();
    // generous, so that a busy machine under a sanitizer does not fail it; the promise is 2 s
    CHECK(std::chrono::steady_clock::now() - before < 20s);
}
