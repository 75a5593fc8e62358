// SPDX-License-Identifier: Apache-2.0
#include "lib/signals.hpp"

#include "support/catch.hpp"

#include <unistd.h>
#include <atomic>

using narrowcast::lib::Signal;
using narrowcast::lib::Signals;
using namespace std::chrono_literals;

TEST_CASE("SIGTERM means stop and SIGHUP reload, also when they came before the wait")
{
    const Signals signals;
    ::kill(::getpid(), SIGHUP);
    CHECK(signals.wait(1min) == Signal::reload);
    ::kill(::getpid(), SIGTERM);
    CHECK(signals.wait(1min) == Signal::stop);
    CHECK(signals.wait(0ms) == std::nullopt);
}

TEST_CASE("a thread that waits for signals is woken, before its wait or in it")
{
    const Signals signals;
    for (const bool early : {true, false}) {
        std::atomic<bool> waits{false}, go{!early};
        std::optional<Signal> got = Signal::stop;
        std::jthread waiting{[&] {
            waits = true;
            waits.notify_all();
            go.wait(false);
            got = signals.wait(1h);  // were it not woken, this test would not end
        }};
        waits.wait(false);
        Signals::wake(waiting);
        go = true;
        go.notify_all();
        waiting.join();
        CHECK(got == std::nullopt);
    }
}
