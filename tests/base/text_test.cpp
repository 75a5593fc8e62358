// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/text.hpp"

#include "support/catch.hpp"

#include <array>
#include <random>

using namespace narrowcast;

TEST_CASE("valid UTF-8 stays as it is")
{
    const std::string text = "naïve 日本語 🇳🇱 👩‍👩‍👧";
    CHECK(is_utf8(text));
    CHECK(repair_utf8(text) == text);
}

TEST_CASE("each broken part becomes one replacement character")
{
    CHECK(repair_utf8("a\xff"
                      "b") == "a\uFFFDb");
    CHECK(repair_utf8("\xe2\x82") == "\uFFFD");                  // torn
    CHECK(repair_utf8("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // a surrogate
    CHECK(repair_utf8("\xc0\xaf") == "\uFFFD\uFFFD");            // overlong
    CHECK(repair_utf8("\xf4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("random bytes always become valid UTF-8")
{
    std::minstd_rand random{7};
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < 24; ++i)
            bytes += static_cast<char>(random() & 255U);
        CHECK(is_utf8(repair_utf8(bytes)));
    }
}

TEST_CASE("the name that was meant is found, and nothing far-fetched")
{
    const std::array<std::string_view, 3> names{"language", "viewing_distance", "size"};
    CHECK(closest("langauge", names) == "language");
    CHECK(closest("viewing_distanse", names) == "viewing_distance");
    CHECK(closest("colour", names).empty());
    CHECK(closest("", names).empty());
}

TEST_CASE("percent-encoding comes back as it went")
{
    const std::string text = "Café & Co/日本 100%";
    CHECK(percent_decoded(percent_encoded(text)) == text);
    CHECK(form_decoded("a+b%2B") == "a b+");
    CHECK(!percent_decoded("100%"));
    CHECK(!percent_decoded("%zz"));
}

TEST_CASE("texts are trimmed, split and joined")
{
    CHECK(trimmed(" \t a b \n") == "a b");
    CHECK(trimmed(" \n").empty());
    CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
    const std::vector<std::string> parts{"a", "b"};
    CHECK(joined(parts, ", ") == "a, b");
}
