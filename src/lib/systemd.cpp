// SPDX-License-Identifier: Apache-2.0
// libsystemd's sd_notify.
#include "lib/systemd.hpp"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace narrowcast::lib {

void notify_ready() { sd_notify(0, "READY=1"); }
void notify_stopping() { sd_notify(0, "STOPPING=1"); }
void notify_alive() { sd_notify(0, "WATCHDOG=1"); }

void notify_status(std::string_view sentence)
{
    std::string message = "STATUS=" + std::string{sentence};
    // A line break would begin another assignment.
    std::replace(message.begin(), message.end(), '\n', ' ');
    sd_notify(0, message.c_str());
}

std::optional<std::chrono::microseconds> watchdog_time()
{
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return {};
    return std::chrono::microseconds{microseconds};
}

}  // namespace narrowcast::lib
