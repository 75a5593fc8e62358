// SPDX-License-Identifier: Apache-2.0
// The page a slide is drawn on, in units of the design, and the pieces all scenes are made of.
//
// Scenes are written as if the wall were 1920x1080 (or 1080x1920) or longer one way; scaled()
// brings the drawing to the real pixels.
#pragma once

#include "narrowcast/scene.hpp"
#include "scene/theme.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace narrowcast {

constexpr double capital_height = 0.727;  // of a capital of Inter, in ems

struct Layout {
    double w = 1920, h = 1080;  // at least this, or turned
    bool portrait = false;
    double unit = 1;   // pixels
    double least = 0;  // the smallest legible em of a post's text, in units

    // The em of a main text: as designed, or larger where people stand further away, as far as
    // the page bears it.
    double main(double design) const
    {
        return std::max(design, std::min(least, h * (portrait ? 0.055 : 0.1)));
    }
    // The em of all else: can be read from about half as far.
    double minor(double design) const { return std::clamp(least * 0.48, design, design * 1.5); }
};

Layout layout_of(const Canvas& canvas);

// In pixels; the edges of boxes and of upright lines on whole ones.
Drawing scaled(Drawing drawing, double unit);

// About how wide a line of Inter is; a little more rather than less. For placing what stands beside
// a text: the painter measures for itself.
double width_of(std::string_view text, double size, Weight weight = Weight::regular);

// About how many lines a text takes, `w` wide; one more rather than one less.
int lines_of(std::string_view text, double size, double w, Weight weight = Weight::regular);

// One line of text whose capitals are centred at `y`.
struct Style {
    double size = 26;
    Colour colour;
    Weight weight = Weight::regular;
    Align align = Align::start;
};
Text line(double x, double y, double w, std::string text, const Style& style);

// Text that starts with a left-to-right mark, so that a right-to-left name stays beside its disc.
std::string left_to_right(std::string_view text);

bool is_right_to_left(std::string_view text);  // by its first letter with a direction

// What sentiment looks like without colour: up, down, disc, and a question mark for unsure.
void add_mark(Drawing& drawing, const Mood& mood, const Rectangle& area, Colour colour);
void add_triangle(Drawing& drawing, const Rectangle& area, bool up, Colour colour);

// Slanted lines over a box: what the wall could not read for sure.
void add_hatching(Drawing& drawing, const Rectangle& area, Colour colour);

// Whether two areas share more than an edge.
bool overlap(const Rectangle& a, const Rectangle& b);

}  // namespace narrowcast
