// SPDX-License-Identifier: Apache-2.0
// Colours, and the arithmetic that keeps them legible.
#include "scene/theme.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace narrowcast {
namespace {

constexpr Colour rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
            static_cast<std::uint8_t>(hex), 255};
}

constexpr Colour white = rgb(0xffffff), black = rgb(0x000000), default_accent = rgb(0x5b8cff);
constexpr Colour none{0, 0, 0, 0};

// On the paper and on the panel, whichever asks for more.
Colour legible(Colour wanted, const Palette& palette, double ratio)
{
    return readable(readable(wanted, palette.paper, ratio), palette.panel, ratio);
}

Palette dark()
{
    Palette palette;
    palette.paper = rgb(0x0b1120);
    palette.panel = rgb(0x121b2e);
    palette.text = rgb(0xf3f6fb);
    palette.bright = white;
    palette.soft = rgb(0x93a4be);
    palette.grid = rgb(0x17233a);
    palette.axis = rgb(0x33425f);
    palette.band = rgb(0x26344f);
    palette.band_text = rgb(0x8497b6);
    palette.warning = rgb(0xffc24d);
    palette.amber = rgb(0xffc24d);
    palette.positive = {rgb(0x2fb5a0), rgb(0x2fb5a0)};
    palette.neutral = {rgb(0x7c8ca6), rgb(0xa9b7cc)};
    palette.negative = {rgb(0xf0803c), rgb(0xf0803c)};
    palette.unsure = {rgb(0x44516a), rgb(0xa9b7cc)};
    return palette;
}

Palette light()
{
    Palette palette;
    palette.paper = rgb(0xf8fafd);
    palette.panel = rgb(0xe9eef6);
    palette.text = rgb(0x111a2b);
    palette.bright = rgb(0x060b16);
    palette.soft = rgb(0x526179);
    palette.grid = rgb(0xdde4ef);
    palette.axis = rgb(0xa9b6ca);
    palette.band = rgb(0xd3dcea);
    palette.band_text = rgb(0x5b6b85);
    palette.warning = rgb(0x9a5b00);
    palette.amber = rgb(0xbf7400);
    palette.positive = {rgb(0x12907d), rgb(0x0b7565)};
    palette.neutral = {rgb(0x73839d), rgb(0x56657d)};
    palette.negative = {rgb(0xdd6418), rgb(0xb0480a)};
    palette.unsure = {rgb(0xb9c4d4), rgb(0x56657d)};
    return palette;
}

// The same palette on a company's own background.
Palette on_paper(Palette palette, Colour asked)
{
    // Room for letters of several colours, all of which must be told from the paper.
    constexpr double room = 8;
    const Colour goal = contrast(white, asked) > contrast(black, asked) ? white : black;
    const Colour away = goal == white ? black : white;
    palette.paper = asked;
    for (int step = 1; step <= 20 && contrast(goal, palette.paper) < room; ++step)
        palette.paper = mixed(asked, away, step / 20.0);
    const auto towards = [&](double share) { return mixed(palette.paper, goal, share); };
    palette.panel = towards(0.06);
    palette.grid = towards(0.08);
    palette.axis = towards(0.25);
    palette.band = towards(0.17);
    palette.text = towards(0.94);
    palette.soft = towards(0.66);
    palette.band_text = towards(0.62);
    palette.unsure.fill = towards(0.28);
    for (Colour* letters : {&palette.text, &palette.bright, &palette.soft, &palette.band_text,
                            &palette.warning, &palette.positive.text, &palette.neutral.text,
                            &palette.negative.text, &palette.unsure.text})
        *letters = legible(*letters, palette, contrast_of_letters);
    palette.amber = legible(palette.amber, palette, contrast_of_shapes);
    for (Tone* tone : {&palette.positive, &palette.neutral, &palette.negative})
        tone->fill = legible(tone->fill, palette, contrast_of_shapes);
    return palette;
}

}  // namespace

Colour mixed(Colour a, Colour b, double share_of_b)
{
    const auto mix = [&](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(std::lround(x + (y - x) * share_of_b));
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

Colour with_alpha(Colour colour, double alpha)
{
    colour.a = static_cast<std::uint8_t>(std::lround(std::clamp(alpha, 0.0, 1.0) * 255));
    return colour;
}

Colour colour_of(std::string_view hex, Colour otherwise)
{
    std::uint32_t value = 0;
    if (hex.size() != 7 || hex.front() != '#') return otherwise;
    const char* const end = hex.data() + hex.size();
    const auto [stopped, error] = std::from_chars(hex.data() + 1, end, value, 16);
    return error == std::errc{} && stopped == end ? rgb(value) : otherwise;
}

Colour readable(Colour wanted, Colour paper, double ratio)
{
    const Colour goal = contrast(white, paper) > contrast(black, paper) ? white : black;
    Colour colour = wanted;
    for (int step = 0; step <= 20 && contrast(colour, paper) < ratio; ++step)
        colour = mixed(wanted, goal, step / 20.0);
    return colour;
}

const Tone& Palette::of(const Mood& mood) const
{
    if (!mood.sure) return unsure;
    return mood.label == Label::positive   ? positive
           : mood.label == Label::negative ? negative
                                           : neutral;
}

Colour letters_on(Colour fill)
{
    constexpr Colour ink = rgb(0x060b16);
    return contrast(white, fill) >= contrast(ink, fill) ? white : ink;
}

Palette palette_of(Theme theme, std::string_view accent, std::string_view background)
{
    Palette palette = theme == Theme::dark ? dark() : light();
    bool letters_are_light = theme == Theme::dark;
    if (const Colour asked = colour_of(background, none); asked != none) {
        letters_are_light = contrast(white, asked) > contrast(black, asked);
        palette = on_paper(letters_are_light ? dark() : light(), asked);
    }
    const Colour asked = colour_of(accent, default_accent);
    palette.accent = legible(asked, palette, contrast_of_shapes);
    // Blue letters need to be lighter than a blue line to look the same.
    const Colour letters =
        letters_are_light ? mixed(asked, white, 0.32) : mixed(asked, black, 0.12);
    palette.link = legible(letters, palette, contrast_of_letters);
    return palette;
}

Tone disc_of(std::string_view handle)
{
    static constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 10> discs{{
        {0x9db4ff, 0x5a5ad6},
        {0xffae7a, 0xd65a7c},
        {0xf2c76b, 0xd9703c},
        {0x7bd0bb, 0x3382a4},
        {0x8fd694, 0x2f8f6b},
        {0xe59bd8, 0x8450c7},
        {0x7cc7f2, 0x3a63c9},
        {0xf59aa0, 0xb2417f},
        {0xb7cf6a, 0x4f8f3a},
        {0xc3b2ff, 0x6f5bd0},
    }};
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a: the same on every machine and version
    for (const char c : handle)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    const auto& [from, to] = discs[hash % discs.size()];
    Tone disc{rgb(from), rgb(to)};
    // The white initial is large: it asks for the contrast of shapes.
    for (int step = 0;
         step < 20 && contrast(white, mixed(disc.fill, disc.text, 0.5)) < contrast_of_shapes;
         ++step)
        disc = {mixed(disc.fill, black, 0.03), mixed(disc.text, black, 0.03)};
    return disc;
}

}  // namespace narrowcast
