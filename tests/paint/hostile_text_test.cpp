// SPDX-License-Identifier: Apache-2.0
// Texts and numbers that were never meant to be painted.
#include "narrowcast/paint.hpp"

#include "support/catch.hpp"
#include "support/fonts.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace narrowcast;

namespace {

constexpr Colour red{255, 0, 0, 255}, blue{0, 0, 255, 255};

Text text_of(std::string words)
{
    test::use_wall_fonts();
    Text text;
    text.area = {20, 20, 360, 160};
    text.text = std::move(words);
    text.size = 40;
    text.colour = {255, 255, 255, 255};
    return text;
}

}  // namespace

TEST_CASE("no bytes that somebody calls a text break the painter")
{
    const std::string zalgo = [] {
        std::string text = "Z";
        for (int i = 0; i < 3000; ++i)
            text += i % 2 == 0 ? "\xcc\x88" : "\xcc\xa3";  // marks above and below
        return text;
    }();
    std::string all_bytes;
    for (int byte = 0; byte < 256; ++byte)
        all_bytes += static_cast<char>(byte);
    const std::vector<std::string> texts{
        zalgo,
        zalgo + " " + zalgo + "\n" + zalgo,
        std::string(2'000'000, 'x'),
        std::string(2'000'000, '\n'),
        "\xed\xa0\x80 alone \xed\xb0\x80",  // surrogates
        "\xf4\x90\x80\x80 beyond \xc0\xaf overlong \xff\xfe",
        "torn \xf0\x9f\x98",
        std::string{"nothing\0 in\0between", 20},
        all_bytes,
        "\u202e\u2066\u200f\u061c\u200d\ufe0f\u00ad\ufeff\u2028\u2029",
    };
    for (const std::string& words : texts)
        for (const bool one_line : {false, true}) {
            Text text = text_of(words);
            text.least = 20;
            text.one_line = one_line;
            text.spans = {{1, 3, red, Weight::bold, true, blue},
                          {3, 1u << 30, red, Weight::bold, true, blue},
                          {9, 2, red, Weight::bold, true, blue}};
            CHECK(paint({text}, 400, 200).argb.size() == 400 * 200);
            CHECK(set_size(text) >= 20);
            CHECK(set_size(text) <= 40);
        }
}

TEST_CASE("a text whose numbers are none is not painted, and breaks nothing")
{
    const double nothing = std::nan(""), endless = std::numeric_limits<double>::infinity();
    for (const double number : {nothing, endless, -endless, 0.0, -3.0, 1e300, 1e-300}) {
        Text text = text_of("Hallo");
        text.size = number;
        paint({text}, 40, 40);
        text = text_of("Hallo");
        text.area.w = number;
        paint({text}, 40, 40);
        text = text_of("Hallo");
        text.area.h = number;
        paint({text}, 40, 40);
        text = text_of("Hallo");
        text.leading = text.tracking = number;
        paint({text}, 40, 40);
        CHECK(set_size(text) > 0);
    }
}

TEST_CASE("the set size is that which paint() uses: whole, smaller, or the least")
{
    Text text = text_of("Hallo");
    text.least = 12;
    CHECK(set_size(text) == 40);
    text.text = std::string(60, 'n');
    CHECK(set_size(text) < 40);
    CHECK(set_size(text) >= 12);
    text.text.assign(20'000, 'n');
    CHECK(set_size(text) == 12);
}
