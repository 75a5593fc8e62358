// SPDX-License-Identifier: Apache-2.0
// Moves the whole picture by a few pixels over minutes, so that nothing burns in. Pure.
#pragma once

#include "narrowcast/base/time.hpp"
#include "narrowcast/paint.hpp"

namespace narrowcast {

struct Drift {
    int x = 0, y = 0;  // pixels
    bool operator==(const Drift&) const = default;
};

// Wanders within 1/400 of the picture's shorter side, once around in a quarter of an hour.
Drift drift_at(Instant now, int width, int height);

// Moves `pixels` in place. What is laid bare at an edge continues the edge's own pixels, which are
// the background's.
void apply(Drift drift, Pixels& pixels);

}  // namespace narrowcast
