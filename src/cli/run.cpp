// SPDX-License-Identifier: Apache-2.0
// run, hub and screen: the programs that stay.
#include "cli/places.hpp"
#include "cli/verbs.hpp"
#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "hub/reloader.hpp"
#include "lib/private_memory.hpp"
#include "lib/signals.hpp"
#include "lib/systemd.hpp"
#include "narrowcast/base/log.hpp"
#include "screen/screen.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <iostream>
#include <thread>
#include <utility>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A configuration and where it came from.
struct Begun {
    fs::path assets;
    ConfigFolder where;
    Config config;
};

std::optional<Begun> begin(const std::string& named)
{
    const auto assets = assets_folder();
    if (!assets) return say(assets.error()), std::nullopt;
    const ConfigFolder where = config_folder(named, *assets);
    Loaded loaded = load_checked(where.folder);
    for (const Refusal& refusal : loaded.refusals)
        std::cerr << refusal.spelled() << '\n';
    if (!loaded.config) {
        std::cerr << "narrowcast: the configuration in " << where.folder.string()
                  << " is refused; nothing was started\n";
        return {};
    }
    return Begun{*assets, where, *std::move(loaded.config)};
}

// The demo's times are relative to its start, so it begins anew each time, in a folder of its own.
void prepare_demo(const Config& config, const fs::path& state)
{
    if (!config.wall.company.demo) return;
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"})
        fs::remove(state / (std::string{"narrowcast.db"} + ending), ignored);
}

Result<std::unique_ptr<Hub>> open_hub(const Begun& begun, std::function<void()> alive)
{
    HubOptions options{begun.config, begun.assets,     state_of(begun.config),
                       system_now,   std::move(alive), decoder_program()};
    prepare_demo(begun.config, options.state_folder);
    auto hub = Hub::open(options);
    if (hub || !begun.where.demo || hub.error().fault != Fault::rejected) return hub;
    // a newcomer's demo must not fail because something else listens there
    options.config.hub.listen.port = 0;
    return Hub::open(options);
}

// Runs beside the main thread: signals end or reload.
class SignalThread {
public:
    SignalThread(const lib::Signals& signals, std::stop_source& ended, Reloader* reloader)
        : thread_{[&signals, &ended, reloader](const std::stop_token& stop) {
              while (!stop.stop_requested() && !ended.stop_requested()) {
                  const auto signal = signals.wait(1h);
                  if (signal == lib::Signal::stop) ended.request_stop();
                  if (signal == lib::Signal::reload && reloader) reloader->reload_now();
              }
          }}
    {
    }
    SignalThread(const SignalThread&) = delete;
    SignalThread& operator=(const SignalThread&) = delete;
    ~SignalThread()
    {
        thread_.request_stop();
        lib::Signals::wake(thread_);
    }

private:
    std::jthread thread_;
};

bool has_display()
{
    return !environment("DISPLAY").empty() || !environment("WAYLAND_DISPLAY").empty() ||
           !environment("SDL_VIDEODRIVER").empty();
}

const ScreenConfig* screen_named(const Config& config, const std::string& name)
{
    const auto& screens = config.wall.screens;
    const auto found =
        name.empty() ? screens.begin() : std::ranges::find(screens, name, &ScreenConfig::name);
    if (found != screens.end()) return &*found;
    std::cerr << "narrowcast: narrowcast.json has no screen called \"" << name << "\"\n";
    return nullptr;
}

ScreenOptions screen_options(const RunOptions& options, const ScreenConfig& screen,
                             const fs::path& assets)
{
    ScreenOptions made;
    made.screen = screen.name;
    made.size = options.size.empty() ? screen.size : options.size;
    made.language = screen.language;
    made.words_folder = assets / "i18n";
    made.fullscreen = options.fullscreen;
    return made;
}

void serve_without_window(const std::string& screen, int port, const std::stop_source& ended)
{
    std::cout << "\nThere is no display here, so the wall is served as a picture. Open\n\n    "
                 "http://127.0.0.1:"
              << port << "/screens/" << screen << "\n\nin a browser; Ctrl-C ends it." << std::endl;
    lib::notify_ready();
    while (!ended.stop_requested())
        std::this_thread::sleep_for(50ms);
}

// Feeds systemd's watchdog only while the writer goes round and frames are presented.
class BothAlive {
public:
    void writer() { beat(writer_, screen_); }
    void screen() { beat(screen_, writer_); }

private:
    static void beat(std::atomic<bool>& mine, std::atomic<bool>& other)
    {
        mine = true;
        static const bool watched = lib::watchdog_time().has_value();
        if (watched && other.exchange(false)) lib::notify_alive();
    }
    std::atomic<bool> writer_ = false, screen_ = false;
};

Result<void> show(const RunOptions& options, const Begun& begun, const ScreenConfig& screen,
                  int port, BothAlive& alive, std::stop_source& ended)
{
    ScreenOptions screen_made = screen_options(options, screen, begun.assets);
    screen_made.hub = "http://127.0.0.1:" + std::to_string(port);
    screen_made.state_folder =
        options.state.empty() ? state_of(begun.config) : fs::path{options.state};
    screen_made.tell_systemd = false;  // here the writer has a say, too
    bool ready = false, showing = false;
    screen_made.on_frame = [&](const FrameReport& report) {
        if (!std::exchange(ready, true)) lib::notify_ready();
        if (report.slide && !std::exchange(showing, true))
            lib::notify_status("showing " + screen.name);
        alive.screen();
    };
    return run_screen(screen_made, ended.get_token());
}

void set_log_level()
{
    const std::string wanted = environment("NARROWCAST_LOG");
    constexpr std::array<std::string_view, 5> names{"debug", "info", "warning", "error", "off"};
    const auto found = std::ranges::find(names, wanted);
    if (found != names.end()) log::set_level(static_cast<log::Level>(found - names.begin()));
}

}  // namespace

int say(const Error& error)
{
    std::cerr << "narrowcast: " << error.text << '\n';
    return error.fault == Fault::refused ? refused : failed;
}

int run_all(const RunOptions& options)
{
    lib::keep_memory_private();  // before any thread, and before secrets are read
    const lib::Signals signals;
    set_log_level();
    const auto begun = begin(options.config);
    if (!begun) return refused;
    const ScreenConfig* screen = screen_named(begun->config, options.screen);
    if (!screen) return refused;
    BothAlive alive;
    std::stop_source ended;
    auto hub = open_hub(*begun, [&] { alive.writer(); });
    if (!hub) return say(hub.error());
    Reloader reloader{**hub, begun->where.folder, nullptr};
    const SignalThread watcher{signals, ended, &reloader};
    if (options.no_window || !has_display()) {
        serve_without_window(screen->name, (*hub)->port(), ended);
    } else if (auto shown = show(options, *begun, *screen, (*hub)->port(), alive, ended); !shown) {
        ended.request_stop();
        return say(shown.error());
    }
    ended.request_stop();
    lib::notify_stopping();
    return done;
}

int run_hub(const RunOptions& options)
{
    lib::keep_memory_private();
    const lib::Signals signals;
    set_log_level();
    const auto begun = begin(options.config);
    if (!begun) return refused;
    auto hub = open_hub(*begun, [] { lib::notify_alive(); });
    if (!hub) return say(hub.error());
    Reloader reloader{**hub, begun->where.folder, nullptr};
    lib::notify_ready();
    while (true) {
        const auto signal = signals.wait(1h);
        if (signal == lib::Signal::stop) break;
        if (signal == lib::Signal::reload) reloader.reload_now();
    }
    lib::notify_stopping();
    return done;
}

int run_screen_only(const RunOptions& options)
{
    const lib::Signals signals;
    set_log_level();
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    ScreenConfig screen;  // a screen knows only its name; the edition brings the rest
    screen.name = options.screen.empty() ? "demo" : options.screen;
    screen.language = "en";
    ScreenOptions made = screen_options(options, screen, *assets);
    made.hub = options.hub.empty() ? "http://127.0.0.1:8350" : options.hub;
    made.state_folder = options.state.empty() ? state_folder_of({}) : fs::path{options.state};
    std::stop_source ended;
    const SignalThread watcher{signals, ended, nullptr};
    const auto shown = run_screen(made, ended.get_token());
    ended.request_stop();
    return shown ? done : say(shown.error());
}

}  // namespace narrowcast
