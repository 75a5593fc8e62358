// SPDX-License-Identifier: Apache-2.0
// Notices that a file of a folder was changed, whatever way an editor writes it (inotify).
//
// One thread at a time. A folder that is taken away and put back, or replaced by another one, is
// found again. What is not seen: a change made on another machine of a network folder, and a
// change behind a symbolic link that leads out of the folder.
#pragma once

#include "narrowcast/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

class FolderWatch {
public:
    // Watches the files with these names, whether they exist yet or not; no names: all of them.
    // Fault::refused if there is no such folder, Fault::rejected if the system has no watch left.
    static Result<FolderWatch> open(const std::filesystem::path& folder,
                                    std::vector<std::string> names = {});

    FolderWatch(FolderWatch&& other) noexcept;
    FolderWatch& operator=(FolderWatch&& other) noexcept;
    ~FolderWatch();

    // Waits until something changed and then was quiet for `settle` (but at most `settle_most`,
    // so that a busy folder is reported too). True: changed. False: `timeout` passed without a
    // change, or asked to stop. Changes between two calls are reported by the second.
    bool wait(std::chrono::milliseconds timeout, const std::stop_token& stop);

    static constexpr std::chrono::milliseconds settle{200}, settle_most{600};

private:
    FolderWatch(std::filesystem::path folder, std::vector<std::string> names);

    enum class Woken { change, time, stop };
    Woken await_change(std::chrono::steady_clock::time_point end);
    bool sleep(std::chrono::milliseconds time) const;  // true: asked to stop
    bool take_events();                                // true: one of them is about our files
    bool take(int watch, std::uint32_t what, std::string_view name);
    bool watch_again();  // true: the folder is there again
    void close();

    std::filesystem::path folder_;
    std::vector<std::string> names_;
    int events_ = -1;  // inotify
    int waker_ = -1;   // eventfd, written by the stop callback
    int watch_ = -1;   // -1: the folder is gone
};

}  // namespace narrowcast::lib
