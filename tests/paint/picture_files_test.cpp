// SPDX-License-Identifier: Apache-2.0
#include "paint/picture_files.hpp"

#include "lib/jpeg.hpp"
#include "lib/png.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

lib::Pixels even(int width, int height, std::uint8_t red, std::uint8_t alpha = 255)
{
    lib::Pixels picture{{width, height}, {}};
    for (int i = 0; i < width * height; ++i)
        picture.rgba.insert(picture.rgba.end(), {red, 40, 80, alpha});
    return picture;
}

std::string jpeg_of(int width, int height, std::uint8_t red = 200)
{
    return *lib::encode_jpeg(even(width, height, red), 90);
}

int red_of(const Pixels& pixels) { return static_cast<int>(pixels.argb.at(0) >> 16 & 0xffU); }

// Pictures of one folder by their names, and what was said about them.
struct Room {
    test::TemporaryFolder folder;
    std::vector<std::string> told;
    PictureFiles files{
        {.find = [this](std::string_view name) { return folder.path() / name; },
         .tell = [this](std::string_view name,
                        const std::string& why) { told.push_back(std::string{name} + ": " + why); },
         .most_bytes = std::size_t{100} * 100 * 4 * 4}};
};

}  // namespace

TEST_CASE("a picture is decoded as small as still covers what is asked, in its proportions")
{
    const std::string wide = jpeg_of(1200, 400);
    const Pixels small = *decode_picture(wide, 100, 100);
    CHECK(small.height == 100);
    CHECK(small.width == 300);
    CHECK(decode_picture(wide, 600, 10)->width == 600);
    CHECK(decode_picture(wide, 4000, 4000)->width == 1200);  // never larger than it is
    CHECK(decode_picture(jpeg_of(1, 1), 500, 500)->argb.size() == 1);
    CHECK(decode_picture(jpeg_of(4000, 3), 20, 20)->height == 3);
}

TEST_CASE("a PNG keeps what shines through, its colours multiplied by it")
{
    const Pixels pixels = *decode_picture(*lib::encode_png(even(8, 8, 200, 128)), 8, 8);
    CHECK(pixels.argb.at(0) >> 24 == 128);
    CHECK(red_of(pixels) == Catch::Approx(100).margin(1));
    CHECK(decode_picture(*lib::encode_png(even(8, 8, 200, 0)), 8, 8)->argb.at(0) == 0);
}

TEST_CASE("what is no picture, or torn off, is garbled")
{
    CHECK(decode_picture("", 8, 8).error().fault == Fault::garbled);
    CHECK(decode_picture("<svg/>", 8, 8).error().fault == Fault::garbled);
    const std::string whole = jpeg_of(200, 200);
    CHECK(decode_picture(whole.substr(0, whole.size() / 2), 8, 8).error().fault == Fault::garbled);
}

TEST_CASE("a picture of a file is given again without being decoded")
{
    Room wall;
    wall.folder.write("a.jpg", jpeg_of(200, 200));
    const auto first = wall.files("a.jpg", 50, 50);
    REQUIRE(first);
    CHECK(first->width == 50);
    CHECK(wall.files("a.jpg", 50, 50) == first);
    CHECK(wall.files("a.jpg", 60, 60) != first);
}

TEST_CASE("a file that was replaced or deleted is not shown from memory")
{
    Room wall;
    wall.folder.write("a.jpg", jpeg_of(64, 64, 10));
    REQUIRE(wall.files("a.jpg", 50, 50));
    wall.folder.write("a.jpg", jpeg_of(64, 64, 240));
    std::filesystem::last_write_time(wall.folder.path() / "a.jpg",
                                     std::filesystem::file_time_type::clock::now() + 5s);
    CHECK(red_of(*wall.files("a.jpg", 50, 50)) > 200);
    std::filesystem::remove(wall.folder.path() / "a.jpg");
    CHECK(wall.files("a.jpg", 50, 50) == nullptr);
    CHECK(wall.files.bytes() == 0);
}

TEST_CASE("the memory for pictures has an end, and large ones are not kept at all")
{
    Room wall;
    for (int i = 0; i < 10; ++i) {
        const std::string name = std::to_string(i) + ".jpg";
        wall.folder.write(name, jpeg_of(100, 100));
        REQUIRE(wall.files(name, 100, 100));
        CHECK(wall.files.bytes() <= std::size_t{100} * 100 * 4 * 4);
    }
    CHECK(wall.files.bytes() > 0);
    const auto before = wall.files.bytes();
    wall.folder.write("large.jpg", jpeg_of(400, 400));
    CHECK(wall.files("large.jpg", 400, 400)->width == 400);
    CHECK(wall.files.bytes() == before);
}

TEST_CASE("why a picture is left out is told by its name")
{
    Room wall;
    CHECK(wall.files("none.jpg", 8, 8) == nullptr);
    wall.folder.write("b.png", "no picture");
    CHECK(wall.files("b.png", 8, 8) == nullptr);
    REQUIRE(wall.told.size() == 2);
    CHECK_THAT(wall.told[0], Catch::Matchers::ContainsSubstring("none.jpg: there is no such file"));
    CHECK_THAT(wall.told[1], Catch::Matchers::ContainsSubstring("b.png: it is no JPEG or PNG"));
}
