// SPDX-License-Identifier: Apache-2.0
// Tells systemd how the service is doing (sd_notify). Without $NOTIFY_SOCKET every call is a no-op.
// Any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace narrowcast::lib {

void notify_ready();
void notify_stopping();
void notify_status(std::string_view sentence);  // shown by `systemctl status`
void notify_alive();                            // feeds the watchdog

// How often systemd wants to be told ($WATCHDOG_USEC meant for this process); nothing: never.
std::optional<std::chrono::microseconds> watchdog_time();

}  // namespace narrowcast::lib
