// SPDX-License-Identifier: Apache-2.0
#include "lib/pixels.hpp"

#include "support/catch.hpp"

#include <array>

using namespace narrowcast;
using namespace narrowcast::lib;

namespace {

Pixels grey(PictureSize size, const std::vector<std::uint8_t>& levels)
{
    Pixels picture{size, {}};
    for (const std::uint8_t level : levels)
        picture.rgba.insert(picture.rgba.end(), {level, level, level, 255});
    return picture;
}

Pixels shrunk(const Pixels& picture, PictureSize to)
{
    Shrink shrink{picture.size, to};
    for (int y = 0; y < picture.size.height; ++y)
        shrink.add(picture.rgba.data() +
                   static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width) * 4);
    return shrink.take();
}

}  // namespace

TEST_CASE("a picture is fitted into a square in its proportions, and never made larger")
{
    CHECK(fitted({4000, 3000}, 1280) == PictureSize{1280, 960});
    CHECK(fitted({3000, 4000}, 1280) == PictureSize{960, 1280});
    CHECK(fitted({100, 50}, 1280) == PictureSize{100, 50});
    CHECK(fitted({16'000, 3}, 640) == PictureSize{640, 1});
}

TEST_CASE("a size is checked without the product of its sides going astray")
{
    const PictureLimits limits;
    CHECK(check_size({4000, 3000}, limits));
    CHECK_FALSE(check_size({50'000, 50'000}, limits));
    CHECK_FALSE(check_size({2'147'483'647, 2'147'483'647}, limits));
    CHECK_FALSE(check_size({16'384, 16'384}, limits));
    CHECK_FALSE(check_size({0, 10}, limits));
    CHECK_FALSE(check_size({10, -1}, limits));
}

TEST_CASE("a shrunk picture is the average of what it covers")
{
    CHECK(shrunk(grey({4, 2}, {0, 100, 200, 200, 0, 100, 100, 100}), {2, 1}) ==
          grey({2, 1}, {50, 150}));
    CHECK(shrunk(grey({3, 1}, {0, 90, 240}), {2, 1}) == grey({2, 1}, {30, 190}));
    CHECK(shrunk(grey({1, 3}, {0, 90, 240}), {1, 2}) == grey({1, 2}, {30, 190}));
    CHECK(shrunk(grey({3, 3}, {9, 9, 9, 9, 9, 9, 9, 9, 9}), {1, 1}) == grey({1, 1}, {9}));
}

TEST_CASE("a picture of one colour keeps it whatever its size")
{
    for (const int width : {2, 3, 7, 640, 641, 1999}) {
        Pixels picture{{width, 5}, {}};
        for (int i = 0; i < width * 5; ++i)
            picture.rgba.insert(picture.rgba.end(), {255, 128, 3, 255});
        for (const PictureSize to : {PictureSize{1, 1}, PictureSize{2, 5}, PictureSize{width, 3}}) {
            const Pixels small = shrunk(picture, to);
            REQUIRE(small.size == to);
            for (std::size_t i = 0; i < small.rgba.size(); i += 4)
                REQUIRE((small.rgba[i] == 255 && small.rgba[i + 1] == 128 &&
                         small.rgba[i + 2] == 3 && small.rgba[i + 3] == 255));
        }
    }
}

TEST_CASE("what cannot be seen has no part in the colour")
{
    Pixels picture{{2, 1}, {200, 10, 10, 255, 0, 255, 0, 0}};
    const Pixels small = shrunk(picture, {1, 1});
    CHECK(small.rgba == std::vector<std::uint8_t>{200, 10, 10, 128});
    CHECK_FALSE(small.opaque());
}

TEST_CASE("each of Exif's orientations turns a picture upright")
{
    // 1 2 3
    // 4 5 6
    const Pixels as_stored = grey({3, 2}, {1, 2, 3, 4, 5, 6});
    CHECK(upright(as_stored, 1) == as_stored);
    CHECK(upright(as_stored, 2) == grey({3, 2}, {3, 2, 1, 6, 5, 4}));
    CHECK(upright(as_stored, 3) == grey({3, 2}, {6, 5, 4, 3, 2, 1}));
    CHECK(upright(as_stored, 4) == grey({3, 2}, {4, 5, 6, 1, 2, 3}));
    CHECK(upright(as_stored, 5) == grey({2, 3}, {1, 4, 2, 5, 3, 6}));
    CHECK(upright(as_stored, 6) == grey({2, 3}, {4, 1, 5, 2, 6, 3}));
    CHECK(upright(as_stored, 7) == grey({2, 3}, {6, 3, 5, 2, 4, 1}));
    CHECK(upright(as_stored, 8) == grey({2, 3}, {3, 6, 2, 5, 1, 4}));
    CHECK(upright(as_stored, 9) == as_stored);
}

TEST_CASE("a picture is decoded as small as covers what is asked, never larger than it may be")
{
    CHECK(wanted({4000, 3000}, {.side = 1280}) == PictureSize{1280, 960});
    CHECK(wanted({4000, 3000}, {.side = 1280, .cover = {400, 300}}) == PictureSize{400, 300});
    CHECK(wanted({4000, 3000}, {.side = 1280, .cover = {300, 300}}) == PictureSize{400, 300});
    CHECK(wanted({4000, 3000}, {.side = 1280, .cover = {3000, 10}}) == PictureSize{1280, 960});
    CHECK(wanted({40, 30}, {.cover = {500, 500}}) == PictureSize{40, 30});
    CHECK(wanted({10'000, 1}, {.cover = {20, 20}}).height == 1);
    CHECK(wanted({4000, 3000}, {.side = 1280, .cover = {0, 300}}) == PictureSize{1280, 960});
}
