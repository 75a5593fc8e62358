// SPDX-License-Identifier: Apache-2.0
// The wall's colours, dark and light. Every pair that is read or told apart meets WCAG AA.
#pragma once

#include "narrowcast/edition.hpp"
#include "narrowcast/post.hpp"
#include "narrowcast/scene.hpp"

#include <string_view>

namespace narrowcast {

// A surface in the chart, and the same as letters.
struct Tone {
    Colour fill, text;
};

struct Palette {
    Colour paper, panel;        // backgrounds
    Colour text, bright, soft;  // letters: plain, headings, secondary
    Colour accent, link;        // the company's colour: as a shape, as letters
    Colour grid, axis, band;    // in charts
    Colour band_text, warning;
    Colour amber;  // of stars and warnings, as a shape
    Tone positive, neutral, negative, unsure;

    const Tone& of(const Mood& mood) const;  // unsure when not sure
};

// `background`, where it is a colour, is the paper: moved towards black or white only as far as
// letters on it ask; whether these are light or dark then follows from it and not from the theme.
Palette palette_of(Theme theme, std::string_view accent, std::string_view background = "");

// What letters on `fill` are set in: white or the wall's black.
Colour letters_on(Colour fill);

// `wanted`, moved towards white or black only as far as `ratio` on `paper` asks.
Colour readable(Colour wanted, Colour paper, double ratio);

Colour mixed(Colour a, Colour b, double share_of_b);
Colour with_alpha(Colour colour, double alpha);

// "#rrggbb"; `otherwise` when it is none.
Colour colour_of(std::string_view hex, Colour otherwise);

// The two ends of the gradient of somebody's disc: the same for the same name, always.
Tone disc_of(std::string_view handle);

}  // namespace narrowcast
