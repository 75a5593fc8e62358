// SPDX-License-Identifier: Apache-2.0
#include "scene/theme.hpp"

#include "support/catch.hpp"

#include <set>
#include <tuple>

using namespace narrowcast;

namespace {

const std::vector<std::string> accents{"#5b8cff", "#ffff00", "#000000", "#ffffff",
                                       "#0b1120", "#ff0000", "#777777", "nonsense"};

template <class Check>
void for_each_palette(Check&& check)
{
    for (const Theme theme : {Theme::dark, Theme::light})
        for (const std::string& accent : accents) {
            INFO(accent << (theme == Theme::dark ? " dark" : " light"));
            for (const std::string background : {"", "#ffffff", "#000000", "#808080", "#e2001a"}) {
                INFO("on " << background);
                check(palette_of(theme, accent, background));
            }
        }
}

}  // namespace

TEST_CASE("all letters meet WCAG AA on paper and panel, whatever the accent")
{
    for_each_palette([](const Palette& p) {
        for (const Colour paper : {p.paper, p.panel})
            for (const Colour letters :
                 {p.text, p.bright, p.soft, p.link, p.warning, p.positive.text, p.neutral.text,
                  p.negative.text, p.unsure.text})
                CHECK(contrast(letters, paper) >= 4.5);
        CHECK(contrast(p.band_text, p.paper) >= 4.5);
        CHECK(contrast(p.band_text, p.panel) >= 4.5);
    });
}

TEST_CASE("bars and lines can be told from what is behind them")
{
    for_each_palette([](const Palette& p) {
        for (const Colour paper : {p.paper, p.panel})
            for (const Colour fill :
                 {p.accent, p.amber, p.positive.fill, p.neutral.fill, p.negative.fill})
                CHECK(contrast(fill, paper) >= 3.0);
    });
}

TEST_CASE("an accent that is legible already is left alone")
{
    CHECK(palette_of(Theme::dark, "#5b8cff").accent == Colour{0x5b, 0x8c, 0xff, 255});
}

TEST_CASE("an unsure mood has no label's colour")
{
    const Palette palette = palette_of(Theme::dark, "#5b8cff");
    Mood mood;
    mood.label = Label::negative;
    CHECK(palette.of(mood).fill == palette.unsure.fill);
    mood.sure = true;
    CHECK(palette.of(mood).fill == palette.negative.fill);
}

TEST_CASE("a person's disc stays the same and people differ")
{
    CHECK(disc_of("@sanne@mastodon.example").fill == disc_of("@sanne@mastodon.example").fill);
    std::set<std::tuple<int, int, int>> seen;
    for (int i = 0; i < 100; ++i) {
        const Colour colour = disc_of("@person" + std::to_string(i)).fill;
        seen.insert({colour.r, colour.g, colour.b});
    }
    CHECK(seen.size() == 10);
}

TEST_CASE("the initial is white on every disc with contrast enough for a large letter")
{
    for (int i = 0; i < 100; ++i) {
        const Tone disc = disc_of("@person" + std::to_string(i));
        CHECK(contrast({255, 255, 255, 255}, mixed(disc.fill, disc.text, 0.5)) >= 3.0);
    }
}

TEST_CASE("a company's background is the paper as it is, where letters can stand on it")
{
    CHECK(palette_of(Theme::dark, "#5b8cff", "#004699").paper == Colour{0x00, 0x46, 0x99, 255});
    CHECK(palette_of(Theme::dark, "#5b8cff", "#ffffff").paper == Colour{255, 255, 255, 255});
    CHECK(palette_of(Theme::dark, "#5b8cff", "").paper == palette_of(Theme::dark, "#5b8cff").paper);
    CHECK(palette_of(Theme::dark, "#5b8cff", "red").paper ==
          palette_of(Theme::dark, "#5b8cff").paper);
}

TEST_CASE("letters are dark on a light background, whatever the theme")
{
    const Palette palette = palette_of(Theme::dark, "#5b8cff", "#ffffff");
    CHECK(contrast(palette.text, {0, 0, 0, 255}) < 2);
}
