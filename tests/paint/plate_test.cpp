// SPDX-License-Identifier: Apache-2.0
#include "paint/plate.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <initializer_list>

using namespace narrowcast;

namespace {

constexpr Colour night{11, 17, 32, 255}, day{248, 250, 253, 255};
constexpr Colour white{255, 255, 255, 255}, ink{6, 11, 22, 255};
constexpr std::uint32_t clear = 0x00000000U;

// Of these pixels (alpha multiplied in), each so many times.
Pixels mark_of(std::initializer_list<std::pair<std::uint32_t, int>> parts)
{
    Pixels pixels;
    for (const auto& [argb, count] : parts)
        pixels.argb.insert(pixels.argb.end(), static_cast<std::size_t>(count), argb);
    pixels.width = static_cast<int>(pixels.argb.size());
    pixels.height = 1;
    return pixels;
}

}  // namespace

TEST_CASE("a black mark needs a plate on a dark wall, a white one on a light wall")
{
    const Pixels black_mark = mark_of({{clear, 500}, {0xff000000U, 500}});
    CHECK(plate_below(black_mark, night) == white);
    CHECK(plate_below(black_mark, day) == std::nullopt);
    const Pixels white_mark = mark_of({{clear, 500}, {0xffffffffU, 500}});
    CHECK(plate_below(white_mark, day) == ink);
    CHECK(plate_below(white_mark, night) == std::nullopt);
}

TEST_CASE("a mark of which a good part would be lost needs a plate, too")
{
    const Pixels dark_word_orange_sign =
        mark_of({{clear, 400}, {0xff10182aU, 400}, {0xfff0803cU, 200}});
    CHECK(plate_below(dark_word_orange_sign, night) == white);
    const Pixels mostly_seen = mark_of({{clear, 400}, {0xff10182aU, 100}, {0xfff0803cU, 500}});
    CHECK(plate_below(mostly_seen, night) == std::nullopt);
}

TEST_CASE("a picture that brings its own ground stands as it is")
{
    CHECK(plate_below(mark_of({{0xff000000U, 1'000}}), night) == std::nullopt);
    CHECK(plate_below(mark_of({{0xff0a1020U, 990}, {clear, 10}}), night) == std::nullopt);
}

TEST_CASE("no plate where none helps, and of nothing")
{
    // half white, half black: on any ground one of the two is lost
    const Pixels both = mark_of({{clear, 100}, {0xffffffffU, 500}, {0xff000000U, 500}});
    CHECK(plate_below(both, night) == std::nullopt);
    CHECK(plate_below(mark_of({{clear, 100}}), night) == std::nullopt);
    CHECK(plate_below({}, night) == std::nullopt);
}

TEST_CASE("colours are read without what shines through them")
{
    // 60 % opaque white, multiplied by its alpha
    CHECK(plate_below(mark_of({{clear, 500}, {0x99999999U, 500}}), day) == ink);
    CHECK(plate_below(mark_of({{clear, 500}, {0x99999999U, 500}}), night) == std::nullopt);
}

TEST_CASE("a large picture is judged like a small one")
{
    Pixels large = mark_of({{clear, 500'000}, {0xff000000U, 500'000}});
    CHECK(plate_below(large, night) == white);
}
