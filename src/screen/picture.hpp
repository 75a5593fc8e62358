// SPDX-License-Identifier: Apache-2.0
// What the main thread asks of prepare, and what it gets.
#pragma once

#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/scene.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace narrowcast {

// One turn of an edition as a picture, to be on air from `at`.
struct Order {
    std::uint64_t number = 0;  // the newest wins
    std::shared_ptr<const Edition> edition;
    std::size_t turn = 0;
    Instant at{};
    int width = 0, height = 0;

    const Slide& slide() const { return edition->turns[turn].slide; }
    const Wall& wall() const { return edition->wall; }
};

struct Picture {
    Order order;
    Pixels pixels;
    std::chrono::milliseconds took{0};
};

// Makes pixels of a slide: scene and paint, or a test's own.
using Painter =
    std::function<Pixels(const Slide& slide, const Wall& wall, const Canvas& canvas, Time now)>;

}  // namespace narrowcast
