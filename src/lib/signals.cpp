// SPDX-License-Identifier: Apache-2.0
#include "lib/signals.hpp"

namespace narrowcast::lib {

Signals::Signals()
{
    sigemptyset(&set_);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
        sigaddset(&set_, number);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
}

std::optional<Signal> Signals::wait(std::chrono::milliseconds at_most) const
{
    const timespec time{at_most.count() / 1000, at_most.count() % 1000 * 1'000'000};
    const int number = sigtimedwait(&set_, nullptr, &time);
    if (number < 0 || number == SIGUSR1) return {};
    return number == SIGHUP ? Signal::reload : Signal::stop;
}

void Signals::wake(std::jthread& waiting) { pthread_kill(waiting.native_handle(), SIGUSR1); }

}  // namespace narrowcast::lib
