// SPDX-License-Identifier: Apache-2.0
// One screen: shows what its hub publishes, and goes on with what it has when the hub is gone.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "screen/picture.hpp"
#include "screen/present.hpp"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace narrowcast {

struct ScreenOptions {
    std::string hub;                     // "http://127.0.0.1:8080"
    std::string screen;                  // its name there
    std::string size = "1920x1080";      // of the window; ignored when fullscreen
    std::string language = "nl";         // of the last-resort face; an edition brings its own
    std::filesystem::path state_folder;  // keeps the last edition
    std::filesystem::path words_folder;  // assets/i18n; empty: as `painter` needs
    bool fullscreen = false;
    bool allow_gpu = true;
    bool tell_systemd = true;  // READY, STATUS, WATCHDOG, STOPPING
    Clock clock = system_now;
    Painter painter;                                   // empty: scene and paint
    std::function<void(const FrameReport&)> on_frame;  // main thread, after each frame
    std::vector<std::filesystem::path> typefaces = lib::known_typefaces();
    std::chrono::milliseconds cross_fade{500};
};

// Runs on the main thread until `stop`, or until a person closes the window (Escape or q, in a
// window only); ends in well under a second. Fault::refused when the options are wrong,
// Fault::rejected when there is no display.
Result<void> run_screen(const ScreenOptions& options, const std::stop_token& stop);

}  // namespace narrowcast
