// SPDX-License-Identifier: Apache-2.0
// Finds the size at which a text fits its area, or where to cut it, and paints it.
#pragma once

#include "lib/pango.hpp"
#include "narrowcast/scene.hpp"

#include <optional>
#include <string>

namespace narrowcast {

// What became of a text: the size it was set in, and its words if some were left out.
struct Fitted {
    double size = 0;
    std::string text;
    bool shortened = false;
    lib::Block block;
};

// The text with valid UTF-8 only and spans that begin and end between characters; nothing when
// there is nothing to set (no words, no room, no size).
std::optional<Text> fit_to_set(const Text& text);

// REQUIRES: `text` is as fit_to_set() gives it.
Fitted fitted(const Text& text, const lib::Typesetter& typesetter);

void paint_text(const lib::Sheet& sheet, const Text& text, const lib::Typesetter& typesetter);

lib::Ink ink_of(Colour colour);

}  // namespace narrowcast
