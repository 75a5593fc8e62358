// SPDX-License-Identifier: Apache-2.0
// Asks the system for the addresses of a name without waiting for it. A name service that hangs
// holds up nobody, not even the end of the program. Private to websocket.cpp.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace narrowcast::lib {

struct Addresses {
    std::vector<sockaddr_storage> found;  // none: the name is not known; in the order to try
    std::atomic<bool> complete = false;   // before that, `found` is the lookup's own
};

// A descriptor, the caller's to close, that can be read once `result` is complete. -1: out of
// descriptors or threads.
int look_up(const std::string& host, int port, std::shared_ptr<Addresses> result);

}  // namespace narrowcast::lib
