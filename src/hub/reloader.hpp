// SPDX-License-Identifier: Apache-2.0
// Brings a changed configuration into a running hub within a second of its file being saved.
//
// A refused one is said in the log, line by line, and changes nothing.
#pragma once

#include "hub/hub.hpp"
#include "lib/watch.hpp"
#include "narrowcast/base/channel.hpp"

#include <filesystem>
#include <functional>
#include <thread>

namespace narrowcast {

class Reloader {
public:
    // `adapt` may change what was loaded (the demo keeps its own folder). `hub` outlives this and
    // is reloaded from this thread only.
    Reloader(Hub& hub, std::filesystem::path folder, std::function<void(Config&)> adapt);

    void reload_now();  // any thread; what SIGHUP asks for

private:
    void run(Result<lib::FolderWatch>& watch, const std::stop_token& stop);
    void reload();

    Hub& hub_;
    const std::filesystem::path folder_;
    const std::function<void(Config&)> adapt_;
    Channel<bool> asked_{1};
    std::jthread thread_;  // last
};

}  // namespace narrowcast
