// SPDX-License-Identifier: Apache-2.0
#include "scene/drawing.hpp"
#include "scene/theme.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

const Canvas canvas{1920, 1080, 55, 4};

double as_asked(const Text& text) { return text.size; }

Text main_text(double size, Colour colour)
{
    Text text;
    text.area = {100, 100, 800, 100};
    text.text = "drie woorden hier";
    text.size = size;
    text.colour = colour;
    text.is_main = true;
    return text;
}

const Box white{{0, 0, 1920, 1080}, {255, 255, 255, 255}, {255, 255, 255, 255}};
const Colour black{0, 0, 0, 255}, pale{200, 200, 200, 255};

}  // namespace

TEST_CASE("a letter just as large as it must be is readable, and 20 mm high at four metres")
{
    const Drawing drawing{white, main_text(smallest_post_text(canvas), black)};
    const Legibility found = legibility("post", drawing, canvas, as_asked);
    CHECK(found.scene == "post");
    CHECK(found.millimetres == Catch::Approx(20));
    CHECK(found.arc_minutes == Catch::Approx(17.19).margin(0.01));
    CHECK(found.contrast == Catch::Approx(21));
    CHECK(found.words == 3);
    CHECK(found.readable);
}

TEST_CASE("a letter that the painter had to set smaller is not readable")
{
    const Drawing drawing{white, main_text(90, black)};
    const auto halved = [](const Text& text) { return text.size / 3; };
    CHECK(legibility("post", drawing, canvas, as_asked).readable);
    CHECK_FALSE(legibility("post", drawing, canvas, halved).readable);
}

TEST_CASE("pale letters are not readable, however large")
{
    const Drawing drawing{white, main_text(200, pale)};
    const Legibility found = legibility("post", drawing, canvas, as_asked);
    CHECK(found.contrast == Catch::Approx(contrast(pale, {255, 255, 255, 255})));
    CHECK_FALSE(found.readable);
}

TEST_CASE("contrast is that with the last opaque box below a text")
{
    const Box card{{50, 50, 900, 300}, black, black};
    const Box veil{{50, 50, 900, 300}, {255, 255, 255, 60}, {255, 255, 255, 60}};
    const Box elsewhere{{1000, 500, 100, 100}, {255, 255, 255, 255}, {255, 255, 255, 255}};
    const Drawing drawing{white, card, veil, elsewhere, main_text(90, pale)};
    CHECK(legibility("post", drawing, canvas, as_asked).contrast ==
          Catch::Approx(contrast(pale, black)));
}

TEST_CASE("the least of all main texts counts, other texts do not")
{
    Text aside = main_text(10, pale);
    aside.is_main = false;
    const Drawing drawing{white, main_text(90, black), main_text(60, black), aside};
    const Legibility found = legibility("post", drawing, canvas, as_asked);
    CHECK(found.millimetres == Catch::Approx(20 * 60 / smallest_post_text(canvas)));
    CHECK(found.words == 9);
    CHECK(found.readable);
}

TEST_CASE("a drawing without a main text is readable to nobody")
{
    CHECK_FALSE(legibility("post", {white}, canvas, as_asked).readable);
}
