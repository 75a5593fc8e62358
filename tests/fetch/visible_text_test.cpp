// SPDX-License-Identifier: Apache-2.0
// Tests of what people see of a text.
#include "fetch/visible_text.hpp"

#include "lib/unicode.hpp"
#include "support/catch.hpp"

#include <array>
#include <random>

using namespace narrowcast;

TEST_CASE("what cannot be seen is left out")
{
    CHECK(visible_text("a\u200Bb\u00ADc\uFEFF", Markup::plain) == "abc");
    CHECK(visible_text("<p>a &amp; b</p>", Markup::html) == "a & b");
    CHECK(visible_text("<p>a &amp; b</p>", Markup::plain) == "<p>a &amp; b</p>");
    CHECK(visible_text("a\xFF", Markup::plain) == "a\uFFFD");
}

TEST_CASE("a hasty look leaves the tags out and no words")
{
    CHECK(hasty_text("<p>a <b title='x > y'>b</b>c</p> 1 < 2", Markup::html) == "a bc 1 < 2");
    CHECK(hasty_text("Tom &amp; Ria", Markup::html) == "Tom &amp; Ria");
}

TEST_CASE("what must be read properly is not looked at in haste")
{
    for (const char* html : {"cr&egrave;me", "&#66;ank", "a<!-- b -->c", "<IMG alt=':bank:'>",
                             "<a b=c=d>bank</a>", "<b", "</ b>", "<a b=\"c>bank"})
        CHECK_FALSE(hasty_text(html, Markup::html));
    CHECK(hasty_text("cr&egrave;me", Markup::plain) == "cr&egrave;me");
}

TEST_CASE("every word that can be seen is there in haste, whatever the markup")
{
    static constexpr std::array<std::string_view, 22> pieces{"bank",
                                                             "storing",
                                                             " ",
                                                             "<b>",
                                                             "</b>",
                                                             "<p>",
                                                             "</p>",
                                                             "<br/>",
                                                             "<a href=\"x>y\">",
                                                             "</a>",
                                                             "<",
                                                             ">",
                                                             "&amp;",
                                                             "&lt;",
                                                             "\"",
                                                             "'",
                                                             "</",
                                                             "é",
                                                             "<span class='invisible'>",
                                                             "</span>",
                                                             "=",
                                                             "<a title='"};
    std::mt19937 random{5};
    int words = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string html;
        for (std::size_t i = random() % 14; i > 0; --i)
            html += pieces[random() % pieces.size()];
        const auto hasty = hasty_text(html, Markup::html);
        if (!hasty) continue;
        const std::string seen = visible_text(html, Markup::html);
        for (const char* word : {"bank", "storing", "bankstoring"})
            if (seen.find(word) != seen.npos) {
                ++words;
                INFO(html << " -> " << seen << " -> " << *hasty);
                REQUIRE(hasty->find(word) != hasty->npos);
            }
    }
    CHECK(words > 500);
}
