// SPDX-License-Identifier: Apache-2.0
#include "lib/ttf.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace narrowcast;

TEST_CASE("a typeface is found at the places Debian puts it")
{
    const auto found = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(found);
    const auto known = lib::known_typefaces();
    CHECK(std::find(known.begin(), known.end(), found->file()) != known.end());
}

TEST_CASE("without any font the answer names packages that have one")
{
    const std::vector<std::filesystem::path> nowhere{"/nonexistent/font.ttf"};
    const auto found = lib::Typeface::open(nowhere);
    REQUIRE_FALSE(found);
    CHECK(found.error().fault == Fault::rejected);
    CHECK(found.error().text.find("fonts-noto-core") != std::string::npos);
}

TEST_CASE("text leaves ink, and twice the size about twice the width")
{
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    const lib::Coverage small = typeface->set("Verbonden é", 20);
    const lib::Coverage large = typeface->set("Verbonden é", 40);
    CHECK(*std::max_element(small.amount.begin(), small.amount.end()) > 200);
    CHECK(large.width > small.width * 18 / 10);
    CHECK(large.width < small.width * 22 / 10);
}

TEST_CASE("text wider than the room is broken into lines")
{
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    const lib::Coverage one = typeface->set("een twee drie vier vijf zes", 20);
    const lib::Coverage more = typeface->set("een twee drie vier vijf zes", 20, one.width / 2);
    CHECK(more.width <= one.width / 2);
    CHECK(more.height > one.height);
}

TEST_CASE("an empty text takes no room")
{
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    CHECK(typeface->set("", 20).amount.empty());
}
