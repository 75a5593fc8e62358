// SPDX-License-Identifier: Apache-2.0
// The painting thread.
#include "screen/prepare.hpp"

#include "screen/drift.hpp"

#include <chrono>
#include <utility>

namespace narrowcast {

Picture prepared(const Order& order, const Painter& painter)
{
    const auto begun = std::chrono::steady_clock::now();
    const Wall& wall = order.wall();
    const Canvas canvas{order.width, order.height, wall.inches, wall.viewing_distance};
    Picture picture{order, painter(order.slide(), wall, canvas, seconds_of(order.at)), {}};
    apply(drift_at(order.at, order.width, order.height), picture.pixels);
    picture.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    return picture;
}

Prepare::Prepare(Painter painter, const Latest<Order>& orders,
                 Channel<std::shared_ptr<const Picture>>& pictures, std::function<void()> on_ready)
    : painter_{std::move(painter)},
      orders_{orders},
      pictures_{pictures},
      on_ready_{std::move(on_ready)},
      thread_{[this](const std::stop_token& stop) { run(stop); }}
{
}

void Prepare::run(const std::stop_token& stop)
{
    std::uint64_t version = 0;
    while (const auto order = orders_.next(version, stop)) {
        auto picture = std::make_shared<const Picture>(prepared(*order, painter_));
        if (!pictures_.push(std::move(picture), stop)) return;
        on_ready_();
    }
}

}  // namespace narrowcast
