// SPDX-License-Identifier: Apache-2.0
// Draws the face with one typeface, or with none.
#include "screen/face.hpp"

#include "lib/blend.hpp"
#include "lib/sdl.hpp"
#include "screen/sentences.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

namespace narrowcast {
namespace {

constexpr std::uint32_t orange = 0xfff0803c;

struct Palette {
    std::uint32_t ground, card, text, quiet;
};

constexpr Palette palette_of(Theme theme)
{
    if (theme == Theme::light) return {0xfff6f7fb, 0xffffffff, 0xff101828, 0xff566078};
    return {0xff0b1020, 0xff131b30, 0xfff3f6ff, 0xff8f9bb8};
}

// Letters and rectangles on pixels; everything outside is left out.
class Sheet {
public:
    Sheet(int width, int height, std::uint32_t ground)
        : pixels_{width, height,
                  std::vector<std::uint32_t>(
                      static_cast<std::size_t>(width) * static_cast<std::size_t>(height), ground)}
    {
    }

    void bar(const lib::Region& where, std::uint32_t colour)
    {
        for (int y = std::max(0, where.y); y < std::min(pixels_.height, where.y + where.h); ++y)
            for (int x = std::max(0, where.x); x < std::min(pixels_.width, where.x + where.w); ++x)
                *at(x, y) = colour;
    }

    void letters(const lib::Coverage& coverage, int left, int top, std::uint32_t colour)
    {
        for (int y = std::max(0, -top); y < std::min(coverage.height, pixels_.height - top); ++y)
            for (int x = 0; x < std::min(coverage.width, pixels_.width - left); ++x) {
                const auto index =
                    static_cast<std::size_t>(y) * static_cast<std::size_t>(coverage.width) +
                    static_cast<std::size_t>(x);
                const unsigned amount = coverage.amount[index];
                std::uint32_t* pixel = at(left + x, top + y);
                lib::blend(pixel, &colour, pixel, 1, amount + (amount >> 7));
            }
    }

    Pixels take() { return std::move(pixels_); }

private:
    std::uint32_t* at(int x, int y)
    {
        return pixels_.argb.data() + static_cast<std::ptrdiff_t>(y) * pixels_.width + x;
    }
    Pixels pixels_;
};

int filled_bars(FaceStage stage)
{
    switch (stage) {
        case FaceStage::starting:
            return 1;
        case FaceStage::no_hub:
            return 2;
        case FaceStage::unknown_screen:
        case FaceStage::waiting:
            return 3;
        case FaceStage::no_posts:
            return 4;
    }
    return 1;
}

bool is_trouble(FaceStage stage)
{
    return stage == FaceStage::no_hub || stage == FaceStage::unknown_screen;
}

std::string about(std::string_view sentence, std::string_view what)
{
    return std::string{sentence} + " " + std::string{what};
}

}  // namespace

std::uint32_t colour_of(std::string_view hexadecimal)
{
    constexpr std::uint32_t blue = 0xff5b8cff, opaque = 0xff000000;
    if (hexadecimal.size() != 7 || hexadecimal.front() != '#') return blue;
    std::uint32_t value = 0;
    const char* const end = hexadecimal.data() + hexadecimal.size();
    const auto [stopped, error] = std::from_chars(hexadecimal.data() + 1, end, value, 16);
    return error == std::errc{} && stopped == end ? opaque | value : blue;
}

Face face_for(const FaceFacts& facts)
{
    const Wall* wall = facts.edition == nullptr ? nullptr : &facts.edition->wall;
    const Sentences& say = sentences_in(wall == nullptr ? facts.language : wall->language);
    Face face{.headline = std::string{say.starting}, .details = {facts.screen}};
    if (wall != nullptr) {
        face.stage = FaceStage::no_posts;
        face.headline = about(say.no_posts, wall->company);
        face.theme = wall->theme;
        face.accent = colour_of(wall->accent);
    } else if (facts.link != nullptr && facts.link->connected) {
        face.stage = FaceStage::waiting;
        face.headline = say.waiting;
    } else if (facts.link != nullptr && facts.link->unknown_screen) {
        face.stage = FaceStage::unknown_screen;
        face.headline = say.unknown_screen;
        face.details = {about(say.add_screen, facts.screen), facts.hub};
    } else if (facts.link != nullptr && !facts.link->trouble.empty()) {
        face.stage = FaceStage::no_hub;
        face.headline = say.no_hub;
        face.details = {about(say.trying, facts.hub), facts.link->trouble, facts.screen};
    }
    return face;
}

std::vector<std::pair<std::string, std::string>> lines_of(const Diagnostics& facts)
{
    const Sentences& say = sentences_in(facts.language);
    const auto age = [&](Time since) { return spell_age((facts.now - since).count()); };
    std::string hub =
        facts.hub + ", " + std::string{facts.link.connected ? say.connected : say.not_connected};
    if (facts.link.since != Instant{}) hub += " (" + age(seconds_of(facts.link.since)) + ")";
    if (!facts.link.trouble.empty()) hub += ", " + facts.link.trouble;
    std::string edition{say.none};
    if (facts.edition_made) edition = age(*facts.edition_made) + " " + std::string{say.age};
    return {
        {std::string{say.screen}, facts.screen},
        {std::string{say.hub}, hub},
        {std::string{say.edition}, edition},
        {std::string{say.frames}, std::to_string(facts.frames) + ", " + std::to_string(facts.late) +
                                      " " + std::string{say.late}},
        {std::string{say.renderer}, facts.renderer},
        {std::string{say.size}, std::to_string(facts.width) + " x " + std::to_string(facts.height)},
        {std::string{say.version}, facts.version},
    };
}

Pixels draw_face(const Face& face, int width, int height, const lib::Typeface* typeface)
{
    const Palette palette = palette_of(face.theme);
    Sheet sheet{width, height, palette.ground};
    const int unit = std::max(1, std::min(width, height) / 30);
    const int left = unit * 3;
    const int room = width - 2 * left;
    int top = height * 2 / 5;
    const std::uint32_t strong = is_trouble(face.stage) ? orange : face.accent;
    for (int i = 0; i < 4; ++i)
        sheet.bar({left + i * unit * 3, top - unit * 3, unit * 5 / 2, unit / 2},
                  i < filled_bars(face.stage) ? strong : palette.card);
    if (typeface == nullptr || room < unit) return sheet.take();
    const lib::Coverage headline = typeface->set(face.headline, unit * 2, room);
    sheet.letters(headline, left, top, palette.text);
    top += headline.height + unit;
    for (const std::string& detail : face.details) {
        const lib::Coverage line = typeface->set(detail, std::max(12, unit * 7 / 8), room);
        sheet.letters(line, left, top, palette.quiet);
        top += line.height + unit / 2;
    }
    return sheet.take();
}

Pixels draw_panel(const Diagnostics& diagnostics, const lib::Typeface* typeface)
{
    const Palette palette = palette_of(Theme::dark);
    const auto lines = lines_of(diagnostics);
    const int shorter = std::min(diagnostics.width, diagnostics.height);
    const int em = std::max(12, shorter / 48);
    const int width = std::min(diagnostics.width, em * 40);
    const int value_left = em * 8;
    if (typeface == nullptr) {
        // No letters: how many of a hundred frames were late, as a bar.
        Sheet sheet{width, em * 3, palette.card};
        const auto late = diagnostics.late * 100 / std::max<std::uint64_t>(1, diagnostics.frames);
        sheet.bar({em, em, width - 2 * em, em}, diagnostics.link.connected ? 0xff2fb3a0 : orange);
        sheet.bar({em, em, (width - 2 * em) * static_cast<int>(late) / 100, em}, palette.text);
        return sheet.take();
    }
    std::vector<lib::Coverage> values;
    int height = em;
    for (const auto& [label, value] : lines) {
        values.push_back(typeface->set(value, em, width - value_left - em));
        height += std::max(values.back().height, em) + em / 2;
    }
    Sheet sheet{width, height + em / 2, palette.card};
    int top = em;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        sheet.letters(typeface->set(lines[i].first, em), em, top, palette.quiet);
        sheet.letters(values[i], value_left, top, palette.text);
        top += std::max(values[i].height, em) + em / 2;
    }
    return sheet.take();
}

}  // namespace narrowcast
