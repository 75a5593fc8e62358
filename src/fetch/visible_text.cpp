// SPDX-License-Identifier: Apache-2.0
#include "fetch/visible_text.hpp"

#include "lib/html.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

namespace {

constexpr std::size_t longest = 256 * 1024;  // bytes that are looked at

// Within a word they are not meant: soft hyphens, marks of no width, of direction and of order.
bool is_invisible(char32_t value)
{
    return value == 0xAD || value == 0x200B || value == 0x200E || value == 0x200F ||
           (value >= 0x202A && value <= 0x202E) || (value >= 0x2060 && value <= 0x206F) ||
           value == 0xFEFF;
}

std::string without_invisible(std::string text)
{
    if (lib::is_ascii(text)) return text;
    std::string seen;
    seen.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const lib::CodePoint point = lib::code_point_at(text, at);
        if (!is_invisible(point.value)) seen.append(text, at, point.length);
        at += point.length;
    }
    return seen;
}

std::string valid(std::string_view text)
{
    std::string repaired = is_utf8(text) ? std::string{text} : repair_utf8(text);
    return repaired.size() > longest ? std::string{lib::beginning(repaired, longest)} : repaired;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_in_name(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == ':'; }
bool is_in_value(char c) { return is_in_name(c) || c == '.' || c == '/' || c == '#'; }

// Follows a tag as nearly all are written; what is written otherwise browsers read by long rules.
class PlainTag {
public:
    PlainTag(std::string_view html, std::size_t at) : html_{html}, at_{at + 1} {}

    // The byte after it; npos if it is not that plain.
    std::size_t end()
    {
        if (next() == '/') ++at_;
        if (!is_letter(next())) return html_.npos;
        skip(is_in_name);
        while (at_ < html_.size()) {
            const bool apart = skip(is_space);
            if (next() == '/') ++at_;
            if (next() == '>') return at_ + 1;
            if (!apart || !attribute()) return html_.npos;
        }
        return html_.npos;
    }

private:
    char next() const { return at_ < html_.size() ? html_[at_] : '\0'; }

    bool skip(bool (*of)(char))
    {
        const std::size_t before = at_;
        while (at_ < html_.size() && of(html_[at_]))
            ++at_;
        return at_ > before;
    }

    bool attribute()
    {
        if (!skip(is_in_name)) return false;
        if (next() != '=') return true;
        ++at_;
        const char quote = next();
        if (quote != '"' && quote != '\'') return skip(is_in_value);
        const std::size_t closed = html_.find(quote, at_ + 1);
        at_ = closed == html_.npos ? html_.size() : closed + 1;
        return closed != html_.npos;
    }

    std::string_view html_;
    std::size_t at_;
};

// Entities that stand for no letter, digit or part of one.
bool is_known_entity(std::string_view from)
{
    static constexpr std::array<std::string_view, 8> known{"&amp;",  "&lt;",   "&gt;",  "&quot;",
                                                           "&apos;", "&nbsp;", "&#39;", "&#039;"};
    return std::ranges::any_of(known, [&](auto entity) { return from.starts_with(entity); });
}

// What posts are marked up with. Others may hide what they hold, move it, or have words of their
// own.
bool is_usual(std::string_view tag)
{
    static constexpr std::array<std::string_view, 22> names{
        "p",  "br",  "a",          "span", "b",    "i",  "em", "strong", "u",   "s",  "del",
        "ul", "div", "blockquote", "pre",  "code", "ol", "li", "small",  "sub", "h1", "h2"};
    tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
    const auto end = std::ranges::find_if_not(tag, is_in_name);
    const std::string name = ascii_lower({tag.begin(), end});
    return std::ranges::find(names, name) != names.end();
}

// Whether a word may go on behind what `tag` hides.
bool hides_in_word(std::string_view tag, std::string_view before)
{
    if (before.empty() || tag.find("invisible") == tag.npos) return false;
    const char last = before.back();
    return is_letter(last) || is_digit(last) || static_cast<unsigned char>(last) >= 0x80;
}

bool opens_markup(std::string_view html, std::size_t at)
{
    const char next = at + 1 < html.size() ? html[at + 1] : ' ';
    if (html[at] == '<') return is_letter(next) || next == '/' || next == '!' || next == '?';
    return html[at] == '&' && (is_letter(next) || next == '#');
}

}  // namespace

std::string visible_text(std::string_view text, Markup markup)
{
    std::string repaired = valid(text);
    const bool plain = markup == Markup::plain || repaired.find_first_of("<&") == repaired.npos;
    return without_invisible(plain ? std::move(repaired) : lib::text_of_html(repaired));
}

std::optional<std::string> hasty_text(std::string_view text, Markup markup)
{
    if (markup == Markup::plain) return visible_text(text, markup);
    const std::string html = valid(text);
    std::string seen;
    seen.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        if (!opens_markup(html, at)) {
            seen += html[at++];
            continue;
        }
        const std::string_view from = std::string_view{html}.substr(at);
        if (from.front() == '&') {
            if (!is_known_entity(from)) return std::nullopt;
            seen += html[at++];
            continue;
        }
        const std::size_t end = PlainTag{html, at}.end();
        if (end == html.npos || !is_usual(from) || hides_in_word(from.substr(0, end - at), seen))
            return std::nullopt;
        at = end;
    }
    return without_invisible(std::move(seen));
}

}  // namespace narrowcast
