// SPDX-License-Identifier: Apache-2.0
// A company's mark on a wall that it was not made for.
#pragma once

#include "narrowcast/base/colour.hpp"
#include "narrowcast/paint.hpp"

#include <optional>

namespace narrowcast {

// The colour of a plate to put below a picture that shines through in places and of which a good
// part would be lost on `paper` (a contrast under 3, WCAG 2.2): white or nearly black, whichever
// shows more of it. None where it is seen as it is, brings its own ground, or no plate helps.
std::optional<Colour> plate_below(const Pixels& picture, Colour paper);

}  // namespace narrowcast
