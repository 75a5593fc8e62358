// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/markup.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("what markup would read as a tag, an entity or the end of an attribute is escaped")
{
    CHECK(escaped_markup("<b a=\"1\">") == "&lt;b a=&quot;1&quot;&gt;");
    CHECK(escaped_markup("&lt;") == "&amp;lt;");
    CHECK(escaped_markup("\"><script>alert(1)</script>").find_first_of("<>\"") ==
          std::string::npos);
}

TEST_CASE("a text without signs of markup stays as it is, byte by byte")
{
    for (const std::string_view text : {"", "Fijne dag", "'t kost \u20ac 5; 3 + 4 = 7",
                                        "\u0645\u0631\u062d\u0628\u0627 \U0001F600\n"})
        CHECK(escaped_markup(text) == text);
    const std::string_view broken{"a\0b\xff", 4};
    CHECK(escaped_markup(broken) == broken);
}

TEST_CASE("escaping twice says the escapes themselves")
{
    CHECK(escaped_markup(escaped_markup("a < b & c")) == "a &amp;lt; b &amp;amp; c");
}
