// SPDX-License-Identifier: Apache-2.0
// The thread that brings the pictures of an edition from the hub to the screen's disk.
//
// At most two at a time, those of the slide on air first. What is not there yet is not waited for:
// a slide is painted without it, and with it at its next turn. Whoever paints reads the disk.
#pragma once

#include "lib/curl.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"
#include "screen/picture_folder.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace narrowcast {

struct PictureLinkOptions {
    std::string hub;               // "http://hub.example:8080"
    std::filesystem::path folder;  // of the pictures, of this screen only
    Clock clock = system_now;
    std::uint64_t most_bytes = std::uint64_t{100} * 1024 * 1024;
    std::size_t largest = std::size_t{8} * 1024 * 1024;  // one picture
    std::chrono::milliseconds least_pause{2'000};        // after one that could not be had
    std::chrono::milliseconds most_pause{300'000};
};

// Where a screen keeps its pictures: each has a folder of its own.
std::filesystem::path picture_folder(const std::filesystem::path& state_folder,
                                     std::string_view screen);

class PictureLink {
public:
    // Fault::refused when no HTTP can be had at all.
    static Result<std::unique_ptr<PictureLink>> start(PictureLinkOptions options,
                                                      const Latest<Edition>& editions);

    // A new edition is there. Any thread.
    void wake() { loop_.wake(); }

    void request_stop() { thread_.request_stop(); }  // the destructor joins

private:
    using Steady = std::chrono::steady_clock;
    struct Trouble {
        int failures = 0;
        Steady::time_point again{};
    };

    PictureLink(PictureLinkOptions options, const Latest<Edition>& editions, lib::HttpLoop loop);
    void run(const std::stop_token& stop);
    void take_edition(const std::stop_token& stop);
    void begin_some(Steady::time_point now);
    void take(const lib::HttpLoop::Finished& finished);
    void note(const std::string& address, const Error& error);
    bool may_ask(const std::string& address, Steady::time_point now) const;
    std::chrono::milliseconds until_next(Steady::time_point now) const;

    const PictureLinkOptions options_;
    const Latest<Edition>& editions_;
    PictureFolder folder_;
    lib::HttpLoop loop_;
    std::uint64_t version_ = 0;
    std::vector<std::string> wanted_;
    std::map<lib::HttpLoop::Ticket, std::string> open_;
    std::map<std::string, Trouble> troubles_;  // by address; "": the hub does not answer
    std::string told_;
    std::jthread thread_;  // last: stops before what it uses goes
};

}  // namespace narrowcast
