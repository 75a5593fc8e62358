// SPDX-License-Identifier: Apache-2.0
#include "media/decode/remake.hpp"

#include "media/pictures.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::media;
using Catch::Matchers::ContainsSubstring;

namespace {

Picture made(const std::string& bytes, int side = 1280)
{
    const auto picture = remake(bytes, side);
    INFO((picture ? "" : picture.error().text));
    REQUIRE(picture);
    return *picture;
}

std::string refusal(const std::string& bytes)
{
    const auto picture = remake(bytes, 1280);
    REQUIRE_FALSE(picture);
    CHECK(picture.error().fault == Fault::garbled);
    return picture.error().text;
}

lib::Pixels seen(const Picture& picture)
{
    const lib::PictureLimits limits{.side = 5000};
    return picture.coding == Coding::jpeg ? *lib::decode_jpeg(picture.bytes, limits)
                                          : *lib::decode_png(picture.bytes, limits);
}

}  // namespace

TEST_CASE("what nothing shines through becomes a JPEG, all else a PNG")
{
    CHECK(made(test::png_of(40, 30)).coding == Coding::jpeg);
    CHECK(made(test::png_of(40, 30, 100)).coding == Coding::png);
    CHECK(made(test::recorded_picture("transparent.webp")).coding == Coding::png);
    CHECK(made(test::recorded_picture("transparent.gif")).coding == Coding::png);
}

TEST_CASE("a picture keeps its proportions and its colours")
{
    for (const char* name : {"progressive.jpg", "cmyk.jpg", "photo.webp"}) {
        INFO(name);
        const Picture picture = made(test::recorded_picture(name), 48);
        CHECK(picture.width == 48);
        CHECK(picture.height == 32);
        const auto pixels = seen(picture);
        CHECK(pixels.size == lib::PictureSize{48, 32});
        CHECK(test::looks_like(test::colour_at(pixels, 24, 16), {130, 132, 128}));
        CHECK(test::looks_like(test::colour_at(pixels, 46, 30), {249, 247, 128}));
    }
}

TEST_CASE("a picture is never made larger")
{
    CHECK(made(test::png_of(1, 1)).width == 1);
    CHECK(made(test::jpeg_of(31, 17)).height == 17);
}

TEST_CASE("a very wide picture keeps at least one row")
{
    const Picture picture = made(test::png_of(16'000, 2), 640);
    CHECK(picture.width == 640);
    CHECK(picture.height == 1);
}

TEST_CASE("an animated picture becomes its first one")
{
    for (const char* name : {"animated.gif", "animated.webp"}) {
        INFO(name);
        const auto pixels = seen(made(test::recorded_picture(name)));
        CHECK(pixels.size == lib::PictureSize{50, 40});
        CHECK(test::looks_like(test::colour_at(pixels, 25, 20), {255, 0, 0}));
    }
}

TEST_CASE("a photo taken with the camera on its side stands upright")
{
    const auto pixels = seen(made(test::recorded_picture("turned.jpg")));
    CHECK(pixels.size == lib::PictureSize{32, 64});
    CHECK(test::looks_like(test::colour_at(pixels, 16, 8), {255, 0, 0}));
    CHECK(test::looks_like(test::colour_at(pixels, 16, 56), {0, 0, 255}));
}

TEST_CASE("what a picture says beside its pixels is left behind")
{
    const std::string with_exif = test::recorded_picture("turned.jpg");
    REQUIRE_THAT(with_exif, ContainsSubstring("Exif"));
    CHECK_THAT(made(with_exif).bytes, !ContainsSubstring("Exif"));
    std::string with_text = test::png_of(8, 8, 90);
    with_text.insert(33, test::png_chunk(std::string{"tEXtPlace\0Amersfoort", 20}));
    CHECK_THAT(made(with_text).bytes, !ContainsSubstring("Amersfoort"));
}

TEST_CASE("a few bytes that claim 50,000 by 50,000 pixels are refused before memory is asked for")
{
    CHECK(refusal(test::png_that_claims(50'000, 50'000)) ==
          "the picture is too large: 50000 x 50000 pixels");
    CHECK_THAT(refusal(test::png_that_claims(16'000, 16'000)), ContainsSubstring("too large"));
    std::string jpeg = test::jpeg_of(16, 16);
    const auto frame = jpeg.find("\xFF\xC0");
    REQUIRE(frame != jpeg.npos);
    jpeg.replace(frame + 5, 4, "\xEA\x60\xEA\x60");
    CHECK(refusal(jpeg) == "the picture is too large: 60000 x 60000 pixels");
    std::string gif = test::recorded_picture("animated.gif");
    gif.replace(6, 4, "\xFF\xFF\xFF\xFF");
    CHECK(refusal(gif) == "the picture is too large: 65535 x 65535 pixels");
}

TEST_CASE("what is no picture is refused whatever it is called")
{
    CHECK(refusal("<!doctype html><title>x.png</title>") == "it is no JPEG, PNG, WebP or GIF");
    CHECK(refusal("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>") ==
          "it is no JPEG, PNG, WebP or GIF");
    CHECK(refusal("") == "it is no JPEG, PNG, WebP or GIF");
}

TEST_CASE("a picture that is torn off anywhere is refused")
{
    for (const std::string& whole :
         {test::jpeg_of(60, 40), test::png_of(60, 40), test::recorded_picture("photo.webp"),
          test::recorded_picture("animated.webp"), test::recorded_picture("transparent.gif")})
        for (const std::size_t part : {1, 2, 3}) {
            INFO(whole.substr(0, 4) << " " << part);
            CHECK_FALSE(refusal(whole.substr(0, whole.size() * part / 4)).empty());
        }
}

TEST_CASE("a progressive JPEG with scans without end is refused")
{
    std::string jpeg = test::recorded_picture("progressive.jpg");
    const auto scan = jpeg.rfind("\xFF\xDA");
    REQUIRE(scan != jpeg.npos);
    const std::string last = jpeg.substr(scan, jpeg.size() - 2 - scan);
    std::string again;
    for (int i = 0; i < 500; ++i)
        again += last;
    jpeg.insert(jpeg.size() - 2, again);
    CHECK_FALSE(refusal(jpeg).empty());
}

TEST_CASE("a photo of twelve megapixels becomes one for a wall")
{
    const Picture picture = made(test::jpeg_of(4000, 3000), 1280);
    CHECK(picture.width == 1280);
    CHECK(picture.height == 960);
    CHECK(test::looks_like(test::colour_at(seen(picture), 640, 480), {127, 127, 128}));
}
