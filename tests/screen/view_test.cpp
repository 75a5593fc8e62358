// SPDX-License-Identifier: Apache-2.0
#include "screen/view.hpp"

#include "lib/blend.hpp"
#include "screen/editions.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <memory>
#include <random>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

constexpr int width = 160, height = 90;

lib::Window dummy_window()
{
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto window = lib::Window::open({.title = "test", .width = width, .height = height});
    REQUIRE(window);
    return std::move(*window);
}

PixelsPointer striped(std::string_view id)
{
    return std::make_shared<const Pixels>(stripes(post(id), width, height));
}

// Without the rows of the progress line.
Pixels above_line(Pixels pixels)
{
    pixels.height -= line_height(pixels.height);
    pixels.argb.resize(static_cast<std::size_t>(pixels.width * pixels.height));
    return pixels;
}

Pixels with_change(Pixels pixels, const lib::Region& where)
{
    for (int y = where.y; y < where.y + where.h; ++y)
        for (int x = where.x; x < where.x + where.w; ++x)
            pixels.argb[static_cast<std::size_t>(y * pixels.width + x)] ^= 0x00ffffff;
    return pixels;
}

}  // namespace

TEST_CASE("a frame mixes its two pictures exactly, and the ends are the pictures themselves")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    const auto from = striped("a"), to = striped("b");
    view->show(from, to);
    for (const unsigned share : {0U, 1U, 128U, 255U, 256U}) {
        view->present({.share = share, .from = {}, .to = {}, .panel = {}});
        Pixels expected = *from;
        lib::blend_plainly(from->argb.data(), to->argb.data(), expected.argb.data(),
                           expected.argb.size(), share);
        CHECK(view->picture() == expected);
    }
}

TEST_CASE("a second cross-fade goes on from the picture that is on")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    const auto a = striped("a"), b = striped("b"), c = striped("c");
    view->show(a, b);
    view->present({.share = 256, .from = {}, .to = {}, .panel = {}});
    view->show(b, c);
    view->present({.share = 0, .from = {}, .to = {}, .panel = {}});
    CHECK(view->picture() == *b);
    view->present({.share = 256, .from = {}, .to = {}, .panel = {}});
    CHECK(view->picture() == *c);
}

TEST_CASE("the progress line covers its part of the lowest rows and nothing else")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    const auto picture = striped("a");
    constexpr std::uint32_t accent = 0xff5b8cff;
    view->show(picture, picture);
    // Grown in many steps: each only adds to the one before.
    for (int step = 0; step <= 100; ++step)
        view->present({.share = 256, .from = {}, .to = {step / 200.0, accent}, .panel = {}});
    const Pixels seen = view->picture();
    CHECK(above_line(seen) == above_line(*picture));
    for (int x = 0; x < width; ++x) {
        const auto index = static_cast<std::size_t>((height - 1) * width + x);
        CHECK(seen.argb[index] == (x < width / 2 ? accent : picture->argb[index]));
    }
}

TEST_CASE("the tip of the line takes a part of its pixel")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    auto black = std::make_shared<Pixels>(Pixels{width, height, {}});
    black->argb.assign(static_cast<std::size_t>(width * height), 0xff000000U);
    view->show(black, black);
    view->present({.share = 256, .from = {}, .to = {10.5 / width, 0xffffffff}, .panel = {}});
    const Pixels seen = view->picture();
    const auto row = static_cast<std::size_t>((height - 1) * width);
    CHECK(seen.argb[row + 9] == 0xffffffff);
    CHECK((seen.argb[row + 10] & 0xff) == Catch::Approx(127).margin(2));
    CHECK(seen.argb[row + 11] == 0xff000000);
}

TEST_CASE("a panel covers its corner, and what was under it comes back")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    const auto picture = striped("a");
    auto panel = std::make_shared<Pixels>(Pixels{20, 10, {}});
    panel->argb.assign(200, 0xff123456U);
    view->show(picture, picture);
    view->present({});
    view->present({.share = 256, .from = {}, .to = {}, .panel = panel});
    CHECK(view->picture().argb[0] == 0xff123456);
    CHECK(view->picture().argb[20] == picture->argb[20]);
    view->present({});
    CHECK(view->picture() == *picture);
}

TEST_CASE("a window that lost its content is painted whole again")
{
    auto window = dummy_window();
    const auto view = make_view(window);
    const auto picture = striped("a");
    view->show(picture, picture);
    view->present({});
    window.surface().pixels[100] = 0;
    view->lost();
    view->present({});
    CHECK(view->picture() == *picture);
}

TEST_CASE("equal pictures have no damage")
{
    CHECK(damage_between(*striped("a"), *striped("a")).empty());
}

TEST_CASE("the damage is where the pictures differ, not the whole")
{
    const Pixels a = *striped("a");
    const lib::Region where{30, 40, 5, 7};
    const auto damage = damage_between(a, with_change(a, where));
    REQUIRE_FALSE(damage.empty());
    int area = 0;
    for (const lib::Region& region : damage)
        area += region.w * region.h;
    CHECK(area <= 5 * 64);
}

TEST_CASE("every pixel that differs lies in the damage")
{
    std::mt19937 random{7};
    const Pixels a = *striped("a");
    for (int round = 0; round < 50; ++round) {
        Pixels b = a;
        for (int change = 0; change < 3; ++change) {
            const int x = static_cast<int>(random() % 150), y = static_cast<int>(random() % 80);
            b = with_change(b, {x, y, static_cast<int>(1 + random() % 10),
                                static_cast<int>(1 + random() % 10)});
        }
        Pixels repaired = a;
        for (const lib::Region& region : damage_between(a, b))
            for (int y = region.y; y < region.y + region.h; ++y)
                for (int x = region.x; x < region.x + region.w; ++x) {
                    const auto index = static_cast<std::size_t>(y * width + x);
                    repaired.argb[index] = b.argb[index];
                }
        REQUIRE(repaired == b);
    }
}
