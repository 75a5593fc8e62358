// SPDX-License-Identifier: Apache-2.0
// Brings editions to the screen: the last one from disk first, then what the hub sends.
#pragma once

#include "lib/event_stream.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace narrowcast {

struct LinkState {
    bool connected = false;
    bool unknown_screen = false;  // the hub answers, but not for a screen of this name
    Instant since{};              // of the present state
    std::string trouble = {};     // last error as a sentence, "" if there was none
    bool operator==(const LinkState&) const = default;
};

struct LinkOptions {
    std::string hub;     // "http://hub.example:8080"
    std::string screen;  // name
    std::filesystem::path state_folder;
    Clock clock = system_now;
    std::chrono::milliseconds silent{50'000};  // a quiet stream is dead: the hub speaks every 20 s
    std::chrono::milliseconds least_pause{1'000};  // between two calls
    std::chrono::milliseconds most_pause{30'000};
    std::chrono::milliseconds between_saves{5'000};
    std::function<void()> on_change;  // link's thread: something new in one of the two below
};

// How long to wait before the next call after `failures` in a row: doubling from the least (or what
// the hub asked for, if more) up to the most. `luck` (0 ... 1) lengthens it by up to a half, within
// the most, so that a hundred screens do not come back in the same moment.
std::chrono::milliseconds pause_before_call(const LinkOptions& options, int failures,
                                            std::optional<std::chrono::milliseconds> asked,
                                            double luck);

// Runs from construction until its end; never gives up. An edition that cannot be understood
// changes nothing: neither the screen nor the disk.
class Link {
public:
    Link(LinkOptions options, Latest<Edition>& editions, Latest<LinkState>& states);

    void request_stop() { thread_.request_stop(); }  // the destructor joins

private:
    void run(const std::stop_token& stop);
    void show_from_disk();
    void call_hub(const std::stop_token& stop);
    void receive(const lib::StreamEvent& event);
    void save_if_due(bool now);
    void announce(LinkState state);

    const LinkOptions options_;
    Latest<Edition>& editions_;
    Latest<LinkState>& states_;
    std::filesystem::path file_;
    std::string unsaved_;  // JSON newer than the file, "" if none
    std::string last_;     // JSON last shown: the same again is no news
    std::chrono::steady_clock::time_point saved_{};
    bool save_failed_ = false;
    int failures_ = 0;
    std::optional<std::chrono::milliseconds> asked_pause_;
    LinkState state_;
    std::jthread thread_;  // last: stops before what it uses goes
};

}  // namespace narrowcast
