// SPDX-License-Identifier: Apache-2.0
// Posts that stand for a part of the story.
#pragma once

#include "scene/sketch.hpp"

#include <span>

namespace narrowcast {

// Side by side on a wide page, one below the other on a high one. `with_day`: they are not all of
// today.
void draw_quotes(Sketch& sketch, std::span<const Quote> quotes, const Rectangle& area,
                 bool with_day = false);

}  // namespace narrowcast
