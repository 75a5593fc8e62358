// SPDX-License-Identifier: Apache-2.0
// What stands around a scene: its sentence, whose wall it is, which moment, the company's mark.
#pragma once

#include "scene/sketch.hpp"

namespace narrowcast {

// The margins of a page, and what lies between them.
double margin_of(const Layout& page);

// Fills the page, sets the scene's sentence in large letters (its strong parts in `strong`) and the
// corner beside or above it. Returns what is left below.
Rectangle draw_title(Sketch& sketch, const Marked& sentence, Colour strong);

// The sentence alone, as large as it fits, in at most so many lines as the area holds.
void add_title(Sketch& sketch, const Marked& sentence, const Rectangle& area, Colour strong);

// Whose day, which moment, and what is not as it should be; the company's mark or name. Returns
// where it ends.
double draw_corner(Sketch& sketch, double right, double y, double w);

// The company's mark, on the paper or on the panel. REQUIRES: the wall has one.
void add_logo(Sketch& sketch, const Rectangle& area, Align align, bool on_panel = false);

// The company's mark in this area, or its name in letters where it has none.
void add_brand(Sketch& sketch, const Rectangle& area, Align align);

// The line at the bottom of a scene without a corner: the strip and the company's mark.
// Returns the y above which the scene may draw.
double draw_footer(Sketch& sketch, double w, Strip strip);

// A heading in small capitals, centred at `at.y`.
void add_heading(Sketch& sketch, const Point& at, double w, std::string_view text);

// The colour of what a sentence is about: that of its mood, or the wall's own where it has none.
Colour colour_of_news(const Sketch& sketch, const Mood& mood);

}  // namespace narrowcast
