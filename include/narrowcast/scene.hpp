// SPDX-License-Identifier: Apache-2.0
// Draws a slide. The picture is a value: it can be compared, stored and painted.
#pragma once

#include "narrowcast/base/colour.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace narrowcast {

struct Rectangle {
    double x = 0, y = 0, w = 0, h = 0;  // pixels
    bool operator==(const Rectangle&) const = default;
};

struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

// A filled rectangle with round corners; `to`, where it differs, makes a gradient from top left to
// bottom right. w == h and radius == w / 2 is a disc.
struct Box {
    Rectangle area;
    Colour fill, to;
    double radius = 0;
    bool operator==(const Box&) const = default;
};

enum class Weight { light, regular, medium, semibold, bold };
enum class Align { start, middle, end };

// Part of a text set differently. Bytes of Text::text.
struct Span {
    std::size_t begin = 0, end = 0;
    Colour colour;
    Weight weight = Weight::regular;
    bool underlined = false;  // by a bar of `underline` below the baseline
    Colour underline;
    bool operator==(const Span&) const = default;
};

// A text of any script, set into an area from its top. The painter takes the largest size between
// `least` and `size` at which all of it fits; below `least` it is shortened at the end of a
// sentence, else at a word, with an ellipsis. Right-to-left text is aligned to its own start.
struct Text {
    Rectangle area;
    std::string text;
    double size = 0;       // pixels of the em
    double least = 0;      // 0: never smaller than size
    double leading = 1.3;  // line height in ems
    double tracking = 0;   // space between letters, in ems (Latin, Greek and Cyrillic only)
    Weight weight = Weight::regular;
    Colour colour;
    Align align = Align::start;
    Align vertical = Align::start;
    bool one_line = false;  // ellipsis at the end of one line
    bool is_main = false;   // what the slide is for: must be legible from the viewing distance
    std::string language;   // BCP 47: chooses glyph variants and line breaks
    std::vector<Span> spans;
    bool operator==(const Text&) const = default;
};

// A QR code of an address, black on a white card with the quiet zone the standard asks for.
struct Code {
    Rectangle area;
    std::string content;
    bool operator==(const Code&) const = default;
};

// A picture that covers its area (its middle is kept), with round corners; nothing where the
// painter does not have it, so what stands for it is drawn below. `contained`: all of it is seen,
// from left to right as `align` says. `paper`, unless it is clear, is what lies below a
// company's mark: where the mark would be lost on it, it stands on a plate.
struct Image {
    Rectangle area;
    std::string address;  // at the hub, or a file beside a slide file
    double radius = 0;
    bool contained = false;
    Align align = Align::middle;
    Colour paper{0, 0, 0, 0};
    bool operator==(const Image&) const = default;
};

// An open line through points.
struct Line {
    std::vector<Point> points;
    double width = 1;
    Colour colour;
    bool operator==(const Line&) const = default;
};

// A filled polygon, closed by itself.
struct Area {
    std::vector<Point> points;
    Colour fill;
    bool operator==(const Area&) const = default;
};

using Mark = std::variant<Box, Text, Code, Line, Area, Image>;
using Drawing = std::vector<Mark>;  // painted in order, over what was there

// What the picture will be shown on: decides the smallest legible letter.
struct Canvas {
    int width = 1920, height = 1080;  // pixels
    double inches = 55;               // diagonal
    double viewing_distance = 4;      // metres
    bool operator==(const Canvas&) const = default;
};

// The em, in pixels, at which a capital letter is 1/200 of the viewing distance high.
double smallest_post_text(const Canvas& canvas);

class Words;  // scene/words.hpp: the wall's own words in one language

// Any slide as a picture that fills the canvas, bar the progress line.
Drawing draw(const Slide& slide, const Wall& wall, const Canvas& canvas, const Words& words,
             Time now);

// How well what matters of a slide can be read from where people stand, measured on the drawing
// itself after the painter has set it.
struct Legibility {
    std::string scene;       // tag of the slide
    double millimetres = 0;  // height of a capital letter of the main text
    double arc_minutes = 0;  // the same, seen from the viewing distance
    double contrast = 1;     // WCAG 2.2, of the main text on what lies below
    int words = 0;           // on the whole slide
    bool readable = false;   // capital >= 1/200 of the distance and contrast >= 4.5
    bool operator==(const Legibility&) const = default;
};

// `set_size` is the em, in pixels, at which the painter sets a text (Text::size or less).
Legibility legibility(std::string_view scene, const Drawing& drawing, const Canvas& canvas,
                      const std::function<double(const Text&)>& set_size);

}  // namespace narrowcast
