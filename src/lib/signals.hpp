// SPDX-License-Identifier: Apache-2.0
// Unix signals, received by waiting for them like for anything else.
#pragma once

#include <signal.h>
#include <chrono>
#include <optional>
#include <thread>

namespace narrowcast::lib {

enum class Signal { stop, reload };

class Signals {
public:
    // SIGINT and SIGTERM mean stop, SIGHUP reload; SIGPIPE is ignored; SIGUSR1 is for wake(). Make
    // this first in main(): threads inherit the blocked signals.
    Signals();

    // Waits at most so long. Nothing also when it was woken. One thread.
    std::optional<Signal> wait(std::chrono::milliseconds at_most) const;

    // Ends the wait of this thread, the one under way or the next.
    static void wake(std::jthread& waiting);

private:
    sigset_t set_{};
};

}  // namespace narrowcast::lib
