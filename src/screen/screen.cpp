// SPDX-License-Identifier: Apache-2.0
// Puts the screen's threads together and runs the main loop.
#include "screen/screen.hpp"

#include "lib/sdl.hpp"
#include "lib/systemd.hpp"
#include "narrowcast/base/log.hpp"
#include "screen/bell.hpp"
#include "screen/link.hpp"
#include "screen/painter.hpp"
#include "screen/pictures.hpp"
#include "screen/prepare.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto between_events = 350ms;  // keys and the close button are answered within this

std::optional<std::pair<int, int>> parse_size(std::string_view size)
{
    const std::size_t cross = size.find('x');
    if (cross == std::string_view::npos) return {};
    const auto number = [](std::string_view text) {
        int value = 0;
        const auto [stopped, error] =
            std::from_chars(text.data(), text.data() + text.size(), value);
        const bool all = error == std::errc{} && stopped == text.data() + text.size();
        return all && value >= 16 && value <= 16'384 ? value : 0;
    };
    const std::pair found{number(size.substr(0, cross)), number(size.substr(cross + 1))};
    if (found.first == 0 || found.second == 0) return {};
    return found;
}

// The threads beside the main one. They are asked to stop together, then joined.
class Crew {
public:
    Crew(LinkOptions link, Painter painter, Doors& doors, const Bell& bell)
        : prepare_{std::move(painter), doors.orders, doors.pictures, [&bell] { bell.ring(); }},
          pictures_{pictures_of(link, doors)},
          link_{telling(std::move(link), pictures_.get()), doors.editions, doors.links}
    {
    }
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
    ~Crew()
    {
        link_.request_stop();
        if (pictures_) pictures_->request_stop();
        prepare_.request_stop();
    }

private:
    // nullptr: the wall stays up without pictures.
    static std::unique_ptr<PictureLink> pictures_of(const LinkOptions& link, const Doors& doors)
    {
        auto started = PictureLink::start({.hub = link.hub,
                                           .folder = picture_folder(link.state_folder, link.screen),
                                           .clock = link.clock},
                                          doors.editions);
        if (started) return std::move(*started);
        log::error("screen", "no pictures are shown: " + started.error().text);
        return nullptr;
    }
    static LinkOptions telling(LinkOptions link, PictureLink* pictures)
    {
        if (pictures == nullptr) return link;
        link.on_change = [tell = std::move(link.on_change), pictures] {
            tell();
            pictures->wake();
        };
        return link;
    }

    Prepare prepare_;
    std::unique_ptr<PictureLink> pictures_;
    Link link_;
};

// Feeds systemd from frames that were really presented, and while there is nothing to present from
// the loop that sees to it.
class Pulse {
public:
    explicit Pulse(bool wanted) : wanted_{wanted}
    {
        if (const auto time = lib::watchdog_time()) every_ = *time / 3;
    }

    void after_step(const Present& present, bool connected)
    {
        const bool alive = present.frames() != frames_ || (present.is_dark() && frames_ > 0);
        if (!wanted_ || !alive) return;
        if (frames_ == 0) lib::notify_ready();
        frames_ = present.frames();
        const auto now = std::chrono::steady_clock::now();
        if (every_ && now - fed_ >= *every_) {
            lib::notify_alive();
            fed_ = now;
        }
        if (now - told_ < 10s) return;
        if (present.is_dark())
            lib::notify_status("dark, these are the quiet hours");
        else
            lib::notify_status(connected ? "showing what the hub sends"
                                         : "showing the last edition, no hub");
        told_ = now;
    }

private:
    const bool wanted_;
    std::optional<std::chrono::microseconds> every_;
    std::chrono::steady_clock::time_point fed_{}, told_{};
    std::uint64_t frames_ = 0;
};

// False: a person closed the window.
bool handle(const std::vector<lib::WindowEvent>& events, Present& present, bool may_leave)
{
    for (const lib::WindowEvent event : events) {
        switch (event) {
            case lib::WindowEvent::quit:
                return false;
            case lib::WindowEvent::leave:
                if (may_leave) return false;
                break;
            case lib::WindowEvent::diagnostics:
                present.toggle_diagnostics();
                break;
            case lib::WindowEvent::exposed:
                present.lost();
                break;
            case lib::WindowEvent::resized:
                present.resized();
                break;
        }
    }
    return true;
}

struct Loop {
    const ScreenOptions& options;
    const Bell& bell;
    Doors& doors;
    lib::Window& window;
    Present& present;
    Pulse& pulse;

    void run(const std::stop_token& stop)
    {
        auto looked = std::chrono::steady_clock::time_point{};
        while (!stop.stop_requested()) {
            const auto steady = std::chrono::steady_clock::now();
            if (steady - looked >= between_events) {
                looked = steady;
                if (!handle(window.events(), present, !options.fullscreen)) return;
            }
            const Instant next = present.step(options.clock());
            const auto link = doors.links.get();
            pulse.after_step(present, link && link->connected);
            bell.wait(
                std::clamp<std::chrono::microseconds>(next - options.clock(), 0us, between_events));
        }
    }
};

}  // namespace

Result<void> run_screen(const ScreenOptions& options, const std::stop_token& stop)
{
    const auto size = parse_size(options.size);
    if (!size)
        return fail(Fault::refused, "the size \"" + options.size +
                                        "\" is not width x height in pixels, such as 1920x1080");
    const Bell bell;
    const std::stop_callback ring_to_stop{stop, [&bell] { bell.ring(); }};
    Doors doors;
    LinkOptions link{.hub = options.hub,
                     .screen = options.screen,
                     .state_folder = options.state_folder,
                     .clock = options.clock,
                     .on_change = [&bell] { bell.ring(); }};
    // Disk and fonts are read while the display opens.
    Painter painter = options.painter
                          ? options.painter
                          : slide_painter(options.words_folder,
                                          picture_folder(options.state_folder, options.screen));
    const Crew crew{std::move(link), std::move(painter), doors, bell};
    auto window = TRY(lib::Window::open({.title = "Narrowcast " + options.screen,
                                         .width = size->first,
                                         .height = size->second,
                                         .fullscreen = options.fullscreen,
                                         .allow_gpu = options.allow_gpu}));
    log::info("screen", "drawing with " + window.renderer() + ", " +
                            std::to_string(window.width()) + " x " +
                            std::to_string(window.height()));
    Present present{{.hub = options.hub,
                     .screen = options.screen,
                     .language = options.language,
                     .version = NARROWCAST_VERSION,
                     .typefaces = options.typefaces,
                     .on_frame = options.on_frame,
                     .cross_fade = options.cross_fade},
                    doors,
                    window,
                    options.clock()};
    Pulse pulse{options.tell_systemd};
    Loop{options, bell, doors, window, present, pulse}.run(stop);
    if (options.tell_systemd) lib::notify_stopping();
    log::info("screen", "frames shown: " + std::to_string(present.frames()) +
                            ", of cross-fades too late: " + std::to_string(present.late()));
    return {};
}

}  // namespace narrowcast
