// SPDX-License-Identifier: Apache-2.0
// Units, estimates and shapes.
#include "scene/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace narrowcast {
namespace {

// Advances of Inter 3 and 4, the wider of both, from the space on, in hundredths of an em (figures
// tabular).
constexpr std::array<std::uint8_t, 95> regular{
    28, 28, 40, 63, 64, 100, 64, 22, 36, 36, 50, 66, 28, 46, 28, 36, 65, 65, 65, 65, 65, 65, 65, 65,
    65, 65, 28, 28, 66, 66,  66, 51, 94, 68, 65, 73, 72, 60, 59, 74, 74, 26, 54, 65, 56, 89, 75, 76,
    63, 76, 64, 64, 64, 74,  68, 95, 64, 66, 63, 36, 36, 36, 47, 45, 50, 62, 62, 56, 62, 58, 36, 61,
    59, 24, 24, 54, 24, 87,  59, 60, 61, 61, 37, 52, 36, 58, 56, 81, 54, 56, 54, 36, 33, 36, 66};
constexpr double bolder = 1.08;  // semibold and bold against regular, in Inter 3 and 4

char32_t next_character(std::string_view text, std::size_t& at)
{
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t character = more == 0 ? lead : lead & (0x3fU >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
        character = (character << 6) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    return character;
}

double advance_of(char32_t character)
{
    if (character >= 32 && character < 127) return regular[character - 32] / 100.0;
    if (character >= 0x300 && character < 0x370) return 0;    // stacked marks
    if (character >= 0x200b && character < 0x2010) return 0;  // joiners and direction marks
    if (character >= 0x1100 && character < 0xfe00) return character < 0x2e80 ? 0.66 : 1.0;
    return character >= 0x1f000 ? 1.3 : 0.68;
}

struct Range {
    char32_t from, until;
};

// Hebrew, Arabic and their neighbours, presentation forms, and the ancient and new scripts.
constexpr std::array<Range, 5> right_to_left{
    {{0x590, 0x900}, {0xfb1d, 0xfe00}, {0xfe70, 0xff00}, {0x10800, 0x11000}, {0x1e800, 0x1f000}}};
constexpr std::array<Range, 4> other_letters{
    {{'A', 'Z' + 1}, {'a', 'z' + 1}, {0xc0, 0x2000}, {0x2e80, 0xfb00}}};

template <std::size_t Count>
bool within(char32_t character, const std::array<Range, Count>& ranges)
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return character >= range.from && character < range.until;
    });
}

double snapped(double value) { return std::round(value); }

struct Scaler {
    double unit;

    Rectangle operator()(const Rectangle& area) const
    {
        return {area.x * unit, area.y * unit, area.w * unit, area.h * unit};
    }
    void operator()(Box& box) const
    {
        const Rectangle area = (*this)(box.area);
        const double x = snapped(area.x), y = snapped(area.y);
        if (box.area.w == box.area.h && box.radius * 2 >= box.area.w) {
            const double d = std::max(snapped(area.w), 1.0);  // a disc stays round
            box.area = {x, y, d, d};
            box.radius = d / 2;
            return;
        }
        // A box that is there stays visible, however small the screen.
        const double right = std::max(snapped(area.x + area.w), box.area.w > 0 ? x + 1 : x);
        const double bottom = std::max(snapped(area.y + area.h), box.area.h > 0 ? y + 1 : y);
        box.area = {x, y, right - x, bottom - y};
        box.radius *= unit;
    }
    void operator()(Text& text) const
    {
        text.area = (*this)(text.area);
        text.size *= unit;
        text.least *= unit;
    }
    void operator()(Code& code) const
    {
        code.area = (*this)(code.area);
        code.area.x = snapped(code.area.x);
        code.area.y = snapped(code.area.y);
    }
    void operator()(Image& image) const
    {
        const Rectangle area = (*this)(image.area);
        const double x = snapped(area.x), y = snapped(area.y);
        if (image.area.w == image.area.h && image.radius * 2 >= image.area.w) {
            const double d = std::max(snapped(area.w), 1.0);
            image.area = {x, y, d, d};
            image.radius = d / 2;
            return;
        }
        image.area = {x, y, std::max(snapped(area.x + area.w) - x, 1.0),
                      std::max(snapped(area.y + area.h) - y, 1.0)};
        image.radius *= unit;
    }
    void operator()(Line& line) const
    {
        line.width = line.width * unit;
        for (Point& point : line.points)
            point = {point.x * unit, point.y * unit};
    }
    void operator()(Area& area) const
    {
        for (Point& point : area.points)
            point = {point.x * unit, point.y * unit};
    }
};

}  // namespace

double smallest_post_text(const Canvas& canvas)
{
    const double diagonal = std::hypot(canvas.width, canvas.height);
    const double pixels_per_metre = diagonal / (std::max(canvas.inches, 1.0) * 0.0254);
    return canvas.viewing_distance / 200 * pixels_per_metre / capital_height;
}

Layout layout_of(const Canvas& canvas)
{
    Layout page;
    const double w = std::max(canvas.width, 1), h = std::max(canvas.height, 1);
    page.portrait = h > w;
    page.unit = page.portrait ? std::min(w / 1080, h / 1920) : std::min(w / 1920, h / 1080);
    page.w = w / page.unit;
    page.h = h / page.unit;
    page.least = smallest_post_text(canvas) / page.unit;
    return page;
}

Drawing scaled(Drawing drawing, double unit)
{
    for (Mark& mark : drawing)
        std::visit(Scaler{unit}, mark);
    return drawing;
}

double width_of(std::string_view text, double size, Weight weight)
{
    double ems = 0;
    for (std::size_t at = 0; at < text.size();)
        ems += advance_of(next_character(text, at));
    return ems * size * (weight == Weight::semibold || weight == Weight::bold ? bolder : 1.015);
}

Text line(double x, double y, double w, std::string text, const Style& style)
{
    Text result;
    result.leading = 1.2;  // just what Inter's ascent and descent take
    result.area = {x, y - style.size * result.leading / 2, w, style.size * result.leading};
    result.text = std::move(text);
    result.size = style.size;
    result.weight = style.weight;
    result.colour = style.colour;
    result.align = style.align;
    result.one_line = true;
    return result;
}

std::string left_to_right(std::string_view text) { return "\u200e" + std::string{text}; }

bool is_right_to_left(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (within(c, right_to_left)) return true;
        if (within(c, other_letters)) return false;
    }
    return false;
}

void add_triangle(Drawing& drawing, const Rectangle& area, bool up, Colour colour)
{
    const double base = up ? area.y + area.h : area.y, tip = up ? area.y : area.y + area.h;
    drawing.emplace_back(
        Area{{{area.x, base}, {area.x + area.w, base}, {area.x + area.w / 2, tip}}, colour});
}

void add_mark(Drawing& drawing, const Mood& mood, const Rectangle& area, Colour colour)
{
    if (!mood.sure) {
        Text sign = line(area.x, area.y + area.h / 2, area.w, "?",
                         {area.h * 1.05, colour, Weight::bold, Align::middle});
        drawing.emplace_back(std::move(sign));
    } else if (mood.label == Label::neutral) {
        const double d = std::min(area.w, area.h);
        drawing.emplace_back(Box{
            {area.x + (area.w - d) / 2, area.y + (area.h - d) / 2, d, d}, colour, colour, d / 2});
    } else {
        add_triangle(drawing, area, mood.label == Label::positive, colour);
    }
}

void add_hatching(Drawing& drawing, const Rectangle& area, Colour colour)
{
    constexpr double step = 9;
    const double right = area.x + area.w, bottom = area.y + area.h;
    // Lines x + y = k, cut off at the box.
    const double first = std::ceil((area.x + area.y) / step) * step;
    const auto count = static_cast<int>((right + bottom - first) / step);
    for (int i = 0; i <= count; ++i) {
        const double k = first + i * step;
        const Point from{std::min(right, k - area.y), std::max(area.y, k - right)};
        const Point to{std::max(area.x, k - bottom), std::min(bottom, k - area.x)};
        if (from.x - to.x > 1) drawing.emplace_back(Line{{from, to}, 2, colour});
    }
}

int lines_of(std::string_view text, double size, double w, Weight weight)
{
    // Lines end at words: each leaves a little room at its end.
    constexpr double used = 0.93;
    int lines = 1;
    double x = 0;
    std::size_t begin = 0;
    const auto end_line = [&] {
        ++lines;
        x = 0;
    };
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
        const double word = width_of(text.substr(begin, end - begin), size, weight);
        if (x > 0 && x + word > w) end_line();
        // A word without spaces (or a script without any) runs on over lines.
        x += word;
        while (x > w) {
            ++lines;
            x -= w * used;
        }
        if (end < text.size() && text[end] == '\n')
            end_line();
        else
            x += size * 0.28;
        begin = end + 1;
    }
    return lines;
}

bool overlap(const Rectangle& a, const Rectangle& b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

}  // namespace narrowcast
