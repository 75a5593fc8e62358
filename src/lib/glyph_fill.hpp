// SPDX-License-Identifier: Apache-2.0
// The outlines of a run of glyphs, filled by FreeType's rasteriser: exact coverage, at any place
// between pixels, at a fraction of what Cairo's own fill of the same path costs.
#pragma once

#include <pango/pangocairo.h>

namespace narrowcast::lib {

// With the origin of the first glyph at (x, y) of a sheet that is neither scaled nor turned, in the
// source that is set. False, and nothing is painted, where the font has other than plain outlines.
bool fill_glyphs(cairo_t* cr, PangoFont* font, PangoGlyphString* glyphs, double x, double y);

}  // namespace narrowcast::lib
