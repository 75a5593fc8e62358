// SPDX-License-Identifier: Apache-2.0
#include "lib/markdown.hpp"

#include "lib/html.hpp"
#include "support/catch.hpp"

#include "narrowcast/base/text.hpp"

using namespace narrowcast;
using namespace narrowcast::lib;

namespace {

std::string words_of(std::string_view text) { return text_of_html(read_markdown(text).html); }

}  // namespace

TEST_CASE("markdown: emphasis, links, lists and code lose their marks, not their words")
{
    CHECK(words_of("**Great** machine, see [the shop](https://dijk.example/a_b)") ==
          "Great machine, see the shop");
    CHECK(words_of("# Kop\n\n- een\n- `twee`") == "Kop\n\n\u2022 een\n\u2022 twee");
    CHECK(words_of("snake_case and 2 * 3 * 4") == "snake_case and 2 * 3 * 4");
}

TEST_CASE("markdown: lines stay lines")
{
    CHECK(words_of("een\ntwee\n\ndrie") == "een\ntwee\n\ndrie");
}

TEST_CASE("markdown: HTML of the author's own is left out, an entity is a character")
{
    CHECK(words_of("a <b>b</b> <script>alert(1)</script> &amp; &lt;c&gt; &eacute;") ==
          "a b alert(1) & <c> \u00E9");
    CHECK(read_markdown("<script>alert(1)</script>").html.find("<script") == std::string::npos);
    CHECK(read_markdown("[x](javascript:alert(1))").html.find("javascript") == std::string::npos);
}

TEST_CASE("markdown: pictures come with their words")
{
    const auto pictures =
        read_markdown("Kijk: ![Een lege balie](https://dijk.example/balie.jpg) en ![](b.png)")
            .pictures;
    REQUIRE(pictures.size() == 2);
    CHECK(pictures[0].url == "https://dijk.example/balie.jpg");
    CHECK(pictures[0].words == "Een lege balie");
    CHECK(pictures[1].url == "b.png");
    CHECK(pictures[1].words.empty());
}

TEST_CASE("markdown: what is too long, or no text at all, is read as it stands")
{
    CHECK(words_of(std::string(70'000, '*')) == std::string(70'000, '*'));
    CHECK(words_of("").empty());
    CHECK(is_utf8(read_markdown("\xFF**\xC3\x28**\xE2").html));
    CHECK(is_utf8(read_markdown(std::string(100, '\0')).html));
}

TEST_CASE("markdown: a text that is nothing but marks ends, however deep they nest")
{
    for (const char* mark : {">", "[", "![", "*a ", "- ", "_", "`", "(", "1. "}) {
        std::string text;
        while (text.size() < 60'000)
            text += mark;
        CHECK(is_utf8(words_of(text)));
    }
}
