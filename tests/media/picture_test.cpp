// SPDX-License-Identifier: Apache-2.0
#include "media/picture.hpp"

#include "media/pictures.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::media;

TEST_CASE("a picture is known by its first bytes")
{
    CHECK(sniffed(test::jpeg_of(2, 2)) == Format::jpeg);
    CHECK(sniffed(test::png_of(2, 2)) == Format::png);
    CHECK(sniffed(test::recorded_picture("photo.webp")) == Format::webp);
    CHECK(sniffed(test::recorded_picture("animated.gif")) == Format::gif);
}

TEST_CASE("what browsers would run or show is no picture")
{
    for (const char* bytes : {"", "<html><body>", "<?xml version=\"1.0\"?><svg onload=\"x()\"/>",
                              "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF8", "RIFF1234WAVE",
                              "%PDF-1.7", "BM", "\xFF\xD8"}) {
        INFO(bytes);
        CHECK_FALSE(sniffed(bytes));
    }
}
