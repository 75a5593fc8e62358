// SPDX-License-Identifier: Apache-2.0
// Draws and paints the next picture beside the main thread. Exactly one such thread: Pango's font
// map is per thread.
#pragma once

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "screen/picture.hpp"

#include <functional>
#include <memory>
#include <thread>

namespace narrowcast {

class Prepare {
public:
    // Takes the newest order, paints it, hands it over, calls `on_ready` (all on its own thread).
    Prepare(Painter painter, const Latest<Order>& orders,
            Channel<std::shared_ptr<const Picture>>& pictures, std::function<void()> on_ready);

    void request_stop() { thread_.request_stop(); }  // the destructor joins

private:
    void run(const std::stop_token& stop);

    const Painter painter_;
    const Latest<Order>& orders_;
    Channel<std::shared_ptr<const Picture>>& pictures_;
    const std::function<void()> on_ready_;
    std::jthread thread_;  // last: stops before what it uses goes
};

// The picture of an order, drift included.
Picture prepared(const Order& order, const Painter& painter);

}  // namespace narrowcast
