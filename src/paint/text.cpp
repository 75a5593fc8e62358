// SPDX-License-Identifier: Apache-2.0
// Fitting: first smaller, then shorter.
#include "paint/text.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace narrowcast {
namespace {

constexpr double slack = 0.5;  // of a pixel, against rounding
constexpr std::string_view ellipsis = "…";
constexpr double widest = 1e6;  // Pango counts 1024ths of a pixel in an int

int weight_of(Weight weight)
{
    static constexpr std::array<int, 5> css{300, 400, 500, 600, 700};
    return css[static_cast<std::size_t>(weight)];
}

lib::Block set(const Text& text, const std::string& words, double size,
               const lib::Typesetter& typesetter, bool one_line)
{
    std::vector<lib::Passage> passages;
    for (const Span& span : text.spans) {
        const std::size_t end = std::min(span.end, words.size());
        if (span.begin >= end) continue;
        passages.push_back(
            {span.begin, end, ink_of(span.colour), weight_of(span.weight),
             span.underlined ? std::optional{ink_of(span.underline)} : std::nullopt});
    }
    return typesetter.set(words,
                          {size, text.leading, text.tracking, weight_of(text.weight), text.area.w,
                           one_line, text.language, ink_of(text.colour)},
                          passages);
}

bool fits(const lib::Block& block, const Text& text)
{
    return block.height() <= text.area.h + slack && block.width() <= text.area.w + slack;
}

// Where the character that `byte` lies in begins.
std::size_t between_characters(std::string_view text, std::size_t byte)
{
    if (byte >= text.size()) return text.size();
    while (byte > 0 && (static_cast<unsigned char>(text[byte]) & 0xc0U) == 0x80U)
        --byte;
    return byte;
}

// More characters than the area could hold of the narrowest letter never need to be laid out.
std::string holdable(const Text& text, double size)
{
    constexpr double narrowest = 0.2;  // ems
    constexpr double most_letters = 1e6;
    const double letters = (text.area.w / (size * narrowest) + 1) *
                           (text.area.h / (size * std::max(text.leading, 0.5)) + 2);
    const auto most = static_cast<std::size_t>(std::clamp(letters, 16.0, most_letters)) * 4;
    if (text.text.size() <= most) return text.text;
    return text.text.substr(0, between_characters(text.text, most));
}

std::string_view without_tail(std::string_view words, bool sentence)
{
    constexpr std::string_view loose = " \n\t.,;:-(\"@#";
    while (!words.empty()) {
        if (sentence ? words.back() == ' ' || words.back() == '\n'
                     : loose.find(words.back()) != std::string_view::npos &&
                           static_cast<unsigned char>(words.back()) < 0x80)
            words.remove_suffix(1);
        else
            break;
    }
    return words;
}

// Where to end, best first: the last sentence that keeps most of what fits, then words, from the
// last one that fits backwards, then graphemes.
std::vector<lib::Block::Cut> endings(const lib::Block& block, std::size_t limit)
{
    const auto cuts = block.cuts();
    std::vector<lib::Block::Cut> endings;
    const auto take = [&](auto&& wanted, std::size_t from, std::size_t most) {
        for (auto cut = cuts.rbegin(); cut != cuts.rend() && most > 0; ++cut)
            if (cut->byte > from && cut->byte <= limit && wanted(*cut)) {
                endings.push_back(*cut);
                --most;
            }
    };
    take([](const auto& cut) { return cut.sentence; }, limit * 3 / 5, 6);
    const std::size_t words_from = endings.size();
    take([](const auto& cut) { return cut.word; }, limit / 2, 12);
    take([](const auto&) { return true; }, 0, 40);
    for (std::size_t i = words_from; i < endings.size(); ++i)
        endings[i].sentence = false;
    return endings;
}

struct Shortened {
    std::string words;
    lib::Block block;
};

Shortened shorten(const Text& text, double size, const lib::Typesetter& typesetter)
{
    const std::string whole = holdable(text, size);
    lib::Block block = set(text, whole, size, typesetter, false);
    std::size_t limit = whole.size();
    for (const auto& row : block.rows())
        if (row.bottom > text.area.h + slack) {
            limit = row.begin;
            break;
        }
    for (const auto& cut : endings(block, limit)) {
        const std::string_view kept =
            without_tail(std::string_view{whole}.substr(0, cut.byte), cut.sentence);
        if (kept.empty()) continue;
        std::string words = std::string{kept} + (cut.sentence ? " " : "") + std::string{ellipsis};
        lib::Block shorter = set(text, words, size, typesetter, false);
        if (fits(shorter, text)) return {std::move(words), std::move(shorter)};
    }
    // Not even one line fits: one line it is.
    lib::Block single = set(text, whole, size, typesetter, true);
    return {whole, std::move(single)};
}

// One text on its way to a size.
class Fitting {
public:
    Fitting(const Text& text, const lib::Typesetter& typesetter)
        : text_{text}, typesetter_{typesetter}, endless_{text}
    {
        if (!text.one_line) return;
        // One line is measured as if it had no end.
        std::replace(endless_.text.begin(), endless_.text.end(), '\n', ' ');
        endless_.area.w = widest;
    }

    Fitted result() const
    {
        if (auto block = fitting(text_.size)) return whole(text_.size, std::move(*block));
        const double least = text_.least > 0 ? std::min(text_.least, text_.size) : text_.size;
        auto block = least < text_.size ? fitting(least) : std::nullopt;
        return block ? largest(least, std::move(*block)) : cut(least);
    }

private:
    // The whole text in one size, if it fits.
    std::optional<lib::Block> fitting(double size) const
    {
        if (holdable(text_, size).size() < text_.text.size()) return std::nullopt;
        lib::Block block = set(endless_, endless_.text, size, typesetter_, false);
        const bool fit =
            text_.one_line ? block.width() <= text_.area.w + slack : fits(block, text_);
        return fit ? std::optional{std::move(block)} : std::nullopt;
    }

    Fitted largest(double fit, lib::Block block) const
    {
        for (double unfit = text_.size; unfit - fit > 1;) {
            const double size = std::floor((fit + unfit) / 2);
            if (size <= fit) break;
            auto larger = fitting(size);
            (larger ? fit : unfit) = size;
            if (larger) block = std::move(*larger);
        }
        return whole(fit, std::move(block));
    }

    Fitted whole(double size, lib::Block block) const
    {
        if (text_.one_line) block = set(text_, endless_.text, size, typesetter_, true);
        return {size, endless_.text, false, std::move(block)};
    }

    Fitted cut(double size) const
    {
        if (text_.one_line) {
            std::string words = holdable(text_, size);
            std::replace(words.begin(), words.end(), '\n', ' ');
            lib::Block block = set(text_, words, size, typesetter_, true);
            return {size, std::move(words), true, std::move(block)};
        }
        auto [words, block] = shorten(text_, size, typesetter_);
        return {size, std::move(words), true, std::move(block)};
    }

    const Text& text_;
    const lib::Typesetter& typesetter_;
    Text endless_;
};

}  // namespace

lib::Ink ink_of(Colour colour) { return {colour.r, colour.g, colour.b, colour.a}; }

std::optional<Text> fit_to_set(const Text& text)
{
    // Not so: also what is no number.
    const bool room = text.area.w >= 1 && text.area.w <= widest && text.area.h <= widest;
    if (text.text.empty() || !room || !(text.size > 0 && text.size <= widest)) return {};
    Text settled = text;
    if (!std::isfinite(settled.leading)) settled.leading = 1;
    if (!std::isfinite(settled.tracking)) settled.tracking = 0;
    const bool harmless = is_utf8(text.text) && text.text.find('\0') == std::string::npos;
    if (!harmless) {
        std::erase(settled.text, '\0');  // would end the text for Pango
        settled.text = repair_utf8(settled.text);
        settled.spans.clear();  // they count bytes that are others now
    }
    for (Span& span : settled.spans) {
        span.begin = between_characters(settled.text, span.begin);
        span.end = between_characters(settled.text, span.end);
    }
    return settled;
}

Fitted fitted(const Text& text, const lib::Typesetter& typesetter)
{
    return Fitting{text, typesetter}.result();
}

void paint_text(const lib::Sheet& sheet, const Text& text, const lib::Typesetter& typesetter)
{
    const auto settled = fit_to_set(text);
    if (!settled) return;
    const Fitted result = fitted(*settled, typesetter);
    const double spare = text.area.h - result.block.height();
    const double down = text.vertical == Align::start    ? 0
                        : text.vertical == Align::middle ? spare / 2
                                                         : spare;
    const auto side = static_cast<lib::Side>(text.align);
    result.block.paint(sheet, {text.area.x, text.area.y + down}, side);
}

}  // namespace narrowcast
