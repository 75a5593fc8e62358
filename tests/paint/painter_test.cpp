// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/paint.hpp"

#include "support/catch.hpp"
#include "support/fonts.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace narrowcast;

namespace {

constexpr Colour red{255, 0, 0, 255}, blue{0, 0, 255, 255}, white{255, 255, 255, 255};
constexpr std::uint32_t red_pixel = 0xffff0000U, blue_pixel = 0xff0000ffU,
                        black_pixel = 0xff000000U;

std::uint32_t at(const Pixels& pixels, int x, int y)
{
    return pixels.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) +
                       static_cast<std::size_t>(x)];
}

struct Bounds {
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
};

Bounds bounds_of(const Pixels& pixels, const std::function<bool(std::uint32_t)>& counts)
{
    Bounds bounds;
    for (int y = 0; y < pixels.height; ++y)
        for (int x = 0; x < pixels.width; ++x)
            if (counts(at(pixels, x, y)))
                bounds = {std::min(bounds.left, x), std::min(bounds.top, y),
                          std::max(bounds.right, x), std::max(bounds.bottom, y)};
    return bounds;
}

bool lit(std::uint32_t pixel) { return (pixel & 0xffU) > 100; }

Text text_of(std::string words)
{
    test::use_wall_fonts();
    Text text;
    text.area = {20, 20, 360, 160};
    text.text = std::move(words);
    text.size = 40;
    text.colour = white;
    return text;
}

}  // namespace

TEST_CASE("pixels are opaque and without marks black")
{
    const Pixels pixels = paint({}, 7, 3);
    CHECK(pixels.argb == std::vector<std::uint32_t>(21, black_pixel));
    CHECK(paint({}, 0, 5).argb.empty());
}

TEST_CASE("marks are painted in order, over what was there")
{
    const Pixels pixels =
        paint({Box{{0, 0, 10, 10}, red, red, 0}, Box{{5, 0, 5, 10}, blue, blue, 0}}, 10, 10);
    CHECK(at(pixels, 4, 5) == red_pixel);
    CHECK(at(pixels, 5, 5) == blue_pixel);
}

TEST_CASE("a box with a radius leaves its corners free and a gradient runs from end to end")
{
    const Pixels disc = paint({Box{{0, 0, 20, 20}, red, red, 10}}, 20, 20);
    CHECK(at(disc, 0, 0) == black_pixel);
    CHECK(at(disc, 10, 10) == red_pixel);
    const Pixels gradient = paint({Box{{0, 0, 20, 20}, red, blue, 0}}, 20, 20);
    CHECK((at(gradient, 0, 0) >> 16 & 0xffU) > 200);
    CHECK((at(gradient, 19, 19) & 0xffU) > 200);
}

TEST_CASE("half transparent paint mixes and stays opaque")
{
    const Pixels pixels = paint(
        {Box{{0, 0, 4, 4}, white, white, 0}, Box{{0, 0, 4, 4}, {0, 0, 0, 128}, {0, 0, 0, 128}, 0}},
        4, 4);
    CHECK((at(pixels, 1, 1) >> 24) == 0xffU);
    CHECK((at(pixels, 1, 1) & 0xffU) > 120);
    CHECK((at(pixels, 1, 1) & 0xffU) < 135);
}

TEST_CASE("areas and lines are painted")
{
    const Pixels area = paint({Area{{{0, 0}, {20, 0}, {0, 20}}, red}}, 20, 20);
    CHECK(at(area, 3, 3) == red_pixel);
    CHECK(at(area, 17, 17) == black_pixel);
    const Pixels line = paint({Line{{{0, 10}, {20, 10}}, 4, red}}, 20, 20);
    CHECK(at(line, 10, 10) == red_pixel);
    CHECK(at(line, 10, 14) == black_pixel);
}

TEST_CASE("text starts at the start of its area and ends at its end")
{
    Text text = text_of("Hallo");
    const Bounds left = bounds_of(paint({text}, 400, 200), lit);
    CHECK(left.left >= 20);
    CHECK(left.left < 30);
    text.align = Align::end;
    const Bounds right = bounds_of(paint({text}, 400, 200), lit);
    CHECK(right.right > 370);
    CHECK(right.right <= 380);
    text.align = Align::middle;
    const Bounds middle = bounds_of(paint({text}, 400, 200), lit);
    CHECK(std::abs(middle.left + middle.right - 399) < 8);
}

TEST_CASE("text can stand at the bottom of its area")
{
    Text text = text_of("Hallo");
    const int top = bounds_of(paint({text}, 400, 200), lit).top;
    text.vertical = Align::end;
    CHECK(bounds_of(paint({text}, 400, 200), lit).top == top + 160 - 52);
}

TEST_CASE("a right-to-left text starts at the right")
{
    const Bounds arabic = bounds_of(paint({text_of("شكرا")}, 400, 200), lit);
    CHECK(arabic.right > 360);
    CHECK(arabic.left > 200);
    const Bounds marked = bounds_of(paint({text_of("\u200eشكرا")}, 400, 200), lit);
    CHECK(marked.left < 40);
}

TEST_CASE("a capital is as high as the smallest letter promises")
{
    Text text = text_of("H");
    text.size = 100;
    const Bounds bounds = bounds_of(paint({text}, 400, 200), lit);
    CHECK(std::abs(bounds.bottom - bounds.top + 1 - 72.7) <= 1.5);
}

TEST_CASE("an underline is a bar below its word only, on the line where the word is")
{
    Text text = text_of("eerst dan waardeloos en weer verder met meer woorden");
    text.spans = {{10, 20, white, Weight::regular, true, red}};
    const Bounds bar =
        bounds_of(paint({text}, 400, 200), [](std::uint32_t p) { return p == red_pixel; });
    CHECK(bar.right - bar.left > 100);
    CHECK(bar.right - bar.left < 260);
    CHECK(bar.bottom - bar.top <= 4);
}

TEST_CASE("an underline leaves room for letters that hang below the line")
{
    const auto red_pixels = [](std::string words) {
        Text text = text_of(std::move(words));
        text.spans = {{0, 4, white, Weight::regular, true, red}};
        const Pixels pixels = paint({text}, 400, 200);
        const Bounds bar = bounds_of(pixels, [](std::uint32_t p) { return p == red_pixel; });
        const int y = (bar.top + bar.bottom) / 2;
        int gaps = 0;
        for (int x = bar.left; x <= bar.right; ++x)
            gaps += at(pixels, x, y) == red_pixel ? 0 : 1;
        return gaps;
    };
    CHECK(red_pixels("nnnn") == 0);
    CHECK(red_pixels("nppn") > 10);
}

TEST_CASE("emoji are painted in colour")
{
    const Pixels pixels = paint({text_of("😤")}, 400, 200);
    int yellow = 0;
    for (const std::uint32_t pixel : pixels.argb)
        yellow +=
            (pixel >> 16 & 0xffU) > 180 && (pixel >> 8 & 0xffU) > 120 && (pixel & 0xffU) < 100;
    CHECK(yellow > 200);
}

TEST_CASE("a span is set in its own colour and weight")
{
    Text text = text_of("app en app");
    text.spans = {{7, 10, red, Weight::bold, false, {}}};
    const Pixels pixels = paint({text}, 400, 200);
    const Bounds white_part = bounds_of(pixels, lit);
    const Bounds red_part = bounds_of(pixels, [](std::uint32_t p) { return p == red_pixel; });
    CHECK(red_part.left > white_part.right);
}

TEST_CASE("a code is dark on a white card with four light modules around it")
{
    const Pixels pixels = paint({Code{{0, 0, 185, 185}, "https://polder.example/1"}}, 185, 185);
    const Bounds dark = bounds_of(pixels, [](std::uint32_t p) { return p == 0xff0b1120U; });
    // 25 modules and 2 x 4 around them in 185 pixels: 5 pixels each.
    CHECK(dark.right - dark.left + 1 == 25 * 5);
    CHECK(dark.left >= 20);
    CHECK(185 - 1 - dark.right >= 20);
}

TEST_CASE("a code that no camera could read is left out")
{
    const Pixels pixels = paint({Code{{0, 0, 20, 20}, "https://polder.example/1"}}, 20, 20);
    CHECK(at(pixels, 10, 10) == black_pixel);
    const Pixels endless = paint({Code{{0, 0, 185, 185}, std::string(5000, 'x')}}, 185, 185);
    CHECK(at(endless, 90, 90) == black_pixel);
}

TEST_CASE("a picture survives the trip through a file")
{
    const test::TemporaryFolder folder;
    const Pixels pixels =
        paint({Box{{0, 0, 9, 5}, red, blue, 0}, Box{{2, 2, 4, 2}, white, white, 0}}, 9, 5);
    REQUIRE(write_png(pixels, folder.path() / "a.png"));
    CHECK(read_png(folder.path() / "a.png").value() == pixels);
}

TEST_CASE("what cannot be written or read is told by name")
{
    const test::TemporaryFolder folder;
    const auto missing = folder.path() / "none" / "a.png";
    CHECK(write_png(paint({}, 2, 2), missing).error().fault == Fault::rejected);
    CHECK(read_png(missing).error().fault == Fault::rejected);
    folder.write("b.png", "this is no picture");
    CHECK_THAT(read_png(folder.path() / "b.png").error().text,
               Catch::Matchers::ContainsSubstring("b.png"));
}

// Left half red, right half blue.
Pictures two_halves(int width, int height)
{
    Pixels pixels{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.argb.push_back(x < width / 2 ? red_pixel : blue_pixel);
    auto shared = std::make_shared<const Pixels>(std::move(pixels));
    return [shared](std::string_view, int, int) { return shared; };
}

TEST_CASE("a picture covers its area and its middle is kept")
{
    const Drawing drawing{Image{{10, 10, 40, 40}, "/media/a.jpg", 0, false}};
    const Pixels wide = paint(drawing, 60, 60, two_halves(400, 100));
    CHECK(at(wide, 9, 30) == black_pixel);
    CHECK(at(wide, 10, 10) == red_pixel);
    CHECK(at(wide, 27, 49) == red_pixel);
    CHECK(at(wide, 32, 30) == blue_pixel);
    CHECK(at(wide, 49, 49) == blue_pixel);
    CHECK(at(wide, 50, 30) == black_pixel);
    const Pixels high = paint(drawing, 60, 60, two_halves(10, 300));
    CHECK(at(high, 10, 10) == red_pixel);
    CHECK(at(high, 49, 49) == blue_pixel);
    CHECK(at(high, 30, 9) == black_pixel);
}

TEST_CASE("a contained picture is seen whole, in the middle of its area")
{
    const Drawing drawing{Image{{0, 0, 60, 60}, "/media/a.jpg", 0, true}};
    const Pixels pixels = paint(drawing, 60, 60, two_halves(600, 200));
    CHECK(at(pixels, 30, 19) == black_pixel);
    CHECK(at(pixels, 0, 20) == red_pixel);
    CHECK(at(pixels, 59, 39) == blue_pixel);
    CHECK(at(pixels, 30, 40) == black_pixel);
}

TEST_CASE("a contained picture stands at the side its area is aligned to")
{
    const Pixels left = paint({Image{{0, 0, 60, 20}, "/media/a.png", 0, true, Align::start}}, 60,
                              20, two_halves(200, 200));
    CHECK(at(left, 0, 10) == red_pixel);
    CHECK(at(left, 21, 10) == black_pixel);
    const Pixels right = paint({Image{{0, 0, 60, 20}, "/media/a.png", 0, true, Align::end}}, 60, 20,
                               two_halves(200, 200));
    CHECK(at(right, 38, 10) == black_pixel);
    CHECK(at(right, 59, 10) == blue_pixel);
}

TEST_CASE("a mark that would be lost on the wall stands on a plate, which stays in its area")
{
    const Pictures black_ring = [](std::string_view, int, int) {
        return std::make_shared<const Pixels>(
            Pixels{2, 2, {0xff000000U, 0x00000000U, 0x00000000U, 0xff000000U}});
    };
    const Colour night{11, 17, 32, 255}, day{248, 250, 253, 255};
    const auto painted = [&](Colour paper) {
        return paint({Box{{0, 0, 80, 40}, paper, paper, 0},
                      Image{{0, 0, 80, 40}, "/media/a.png", 0, true, Align::end, paper}},
                     80, 40, black_ring);
    };
    const Pixels dark = painted(night);
    CHECK(at(dark, 60, 2) == 0xffffffffU);
    CHECK(at(dark, 20, 20) == 0xff0b1120U);
    CHECK(at(dark, 79, 20) == 0xffffffffU);
    CHECK(at(painted(day), 60, 2) != 0xffffffffU);
}

TEST_CASE("a picture's corners are round, and a disc where they meet")
{
    const Pixels pixels =
        paint({Image{{0, 0, 40, 40}, "/media/a.jpg", 20, false}}, 40, 40, two_halves(40, 40));
    CHECK(at(pixels, 1, 1) == black_pixel);
    CHECK(at(pixels, 38, 38) == black_pixel);
    CHECK(at(pixels, 2, 20) == red_pixel);
    CHECK(at(pixels, 37, 20) == blue_pixel);
}

TEST_CASE("fine stripes of a large picture become an even grey, not a pattern")
{
    const Pictures stripes = [](std::string_view, int, int) {
        Pixels pixels{1000, 1000, {}};
        for (int i = 0; i < 1000 * 1000; ++i)
            pixels.argb.push_back(i % 2 == 0 ? 0xffffffffU : black_pixel);
        return std::make_shared<const Pixels>(std::move(pixels));
    };
    const Pixels pixels = paint({Image{{0, 0, 90, 90}, "/media/a.jpg", 0, false}}, 90, 90, stripes);
    for (int x = 5; x < 85; ++x) {
        CHECK((at(pixels, x, 45) & 0xffU) > 115);
        CHECK((at(pixels, x, 45) & 0xffU) < 140);
    }
}

TEST_CASE("what shines through a picture is what was painted below it")
{
    const Pictures half_red = [](std::string_view, int, int) {
        return std::make_shared<const Pixels>(
            Pixels{2, 2, std::vector<std::uint32_t>(4, 0x80800000U)});
    };
    const Pixels pixels =
        paint({Box{{0, 0, 20, 20}, blue, blue, 0}, Image{{0, 0, 20, 20}, "/media/a.png", 0, false}},
              20, 20, half_red);
    CHECK((at(pixels, 10, 10) >> 16 & 0xffU) == Catch::Approx(128).margin(2));
    CHECK((at(pixels, 10, 10) & 0xffU) == Catch::Approx(127).margin(2));
}

TEST_CASE("without its picture the area stays as it was")
{
    const Drawing drawing{Box{{0, 0, 20, 20}, red, red, 0},
                          Image{{0, 0, 20, 20}, "/media/a.jpg", 0, false}};
    CHECK(at(paint(drawing, 20, 20), 10, 10) == red_pixel);
    const Pictures none = [](std::string_view, int, int) { return nullptr; };
    CHECK(at(paint(drawing, 20, 20, none), 10, 10) == red_pixel);
    const Pictures torn = [](std::string_view, int, int) {
        return std::make_shared<const Pixels>(Pixels{9, 9, {blue_pixel}});
    };
    CHECK(at(paint(drawing, 20, 20, torn), 10, 10) == red_pixel);
}

TEST_CASE("a picture is asked for in the size of its area, and never for an area that is none")
{
    std::vector<std::string> asked;
    const Pictures note = [&](std::string_view address, int width, int height) {
        asked.push_back(std::string{address} + " " + std::to_string(width) + " " +
                        std::to_string(height));
        return nullptr;
    };
    const double endless = std::numeric_limits<double>::infinity();
    paint({Image{{0, 0, 30.2, 20}, "/media/a.jpg", 0, false},
           Image{{0, 0, 0, 20}, "/media/b.jpg", 0, false},
           Image{{0, 0, -5, 20}, "/media/c.jpg", 0, false},
           Image{{0, 0, std::nan(""), 20}, "/media/d.jpg", 0, false},
           Image{{0, 0, endless, endless}, "/media/e.jpg", 0, false},
           Image{{0, 0, 10, 10}, "", 0, false}},
          40, 40, note);
    CHECK(asked == std::vector<std::string>{"/media/a.jpg 31 20"});
}

TEST_CASE("painting in two threads gives the same picture")
{
    const Drawing drawing{text_of("Al 40 minuten in de wacht 😤 アプリ")};
    Pixels first, second;
    {
        const std::jthread one{[&] { first = paint(drawing, 400, 200); }};
        const std::jthread two{[&] { second = paint(drawing, 400, 200); }};
    }
    CHECK(first == second);
}

TEST_CASE("the wall's fonts are there")
{
    test::use_wall_fonts();
    CHECK(missing_fonts().empty());
}
