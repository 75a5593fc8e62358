// SPDX-License-Identifier: Apache-2.0
// Characters that a wall can show, and no others.
#include "refine/safe_text.hpp"

#include "lib/unicode.hpp"

#include <algorithm>
#include <cstddef>

namespace narrowcast {

namespace {

constexpr std::size_t most_marks = 4;
constexpr char32_t zero_width_joiner = 0x200D;

bool within(char32_t value, char32_t first, char32_t last)
{
    return value >= first && value <= last;
}

// Collects characters; white space is written when something follows it.
class Tidy {
public:
    void put(std::string_view character)
    {
        if (!out.empty()) {
            if (lines_ > 0)
                out.append(lines_, '\n');
            else if (space_)
                out += ' ';
        }
        lines_ = 0;
        space_ = false;
        out += character;
    }
    void space() { space_ = true; }
    void line() { lines_ = std::min<std::size_t>(lines_ + 1, 2); }

    std::string out;

private:
    std::size_t lines_ = 0;
    bool space_ = false;
};

enum class Class { kept, space, line, dropped, joiner, direction, selector, tag };

Class class_of_ascii(char c)
{
    if (c == ' ' || c == '\t') return Class::space;
    if (c == '\n' || c == '\v' || c == '\f') return Class::line;
    return c >= ' ' && c != 0x7F ? Class::kept : Class::dropped;
}

bool is_invisible(char32_t value)
{
    return value == 0xAD || value == 0x34F || within(value, 0x115F, 0x1160) ||
           within(value, 0x17B4, 0x17B5) || within(value, 0x180B, 0x180F) || value == 0x200B ||
           within(value, 0x202A, 0x202E) || within(value, 0x2060, 0x206F) || value == 0x3164 ||
           value == 0xFEFF || value == 0xFFA0 || within(value, 0xFFF9, 0xFFFB) ||
           within(value, 0x1BCA0, 0x1BCA3) || within(value, 0x1D173, 0x1D17A);
}

Class class_of(char32_t value)
{
    if (value < 0x80) return class_of_ascii(static_cast<char>(value));
    if (value == 0x85 || within(value, 0x2028, 0x2029)) return Class::line;
    if (value < 0xA0) return Class::dropped;
    if (value == 0xA0 || value == 0x1680 || within(value, 0x2000, 0x200A) || value == 0x202F ||
        value == 0x205F)
        return Class::space;
    if (value == 0x200C || value == zero_width_joiner) return Class::joiner;
    if (within(value, 0x200E, 0x200F) || value == 0x61C) return Class::direction;
    if (within(value, 0xFE00, 0xFE0F) || within(value, 0xE0100, 0xE01EF)) return Class::selector;
    if (within(value, 0xE0020, 0xE007F)) return Class::tag;
    if (is_invisible(value) || within(value, 0xE0000, 0xE0FFF)) return Class::dropped;
    return lib::is_private_or_nothing(value) ? Class::dropped : Class::kept;
}

bool has_right_to_left(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const lib::CodePoint point = lib::code_point_at(text, at);
        if (lib::is_right_to_left(point.value)) return true;
        at += point.length;
    }
    return false;
}

class Filter {
public:
    explicit Filter(std::string_view text) : text_{text} {}

    std::string filtered()
    {
        tidy_.out.reserve(text_.size());
        for (std::size_t at = 0; at < text_.size();) {
            if (const std::size_t end = end_of_plain(at); end > at) {
                tidy_.put(text_.substr(at, end - at));
                previous_ = static_cast<unsigned char>(text_[end - 1]);
                at = end;
                continue;
            }
            const lib::CodePoint point = lib::code_point_at(text_, at);
            take(point.value, at, at + point.length);
            at += point.length;
        }
        return std::move(tidy_.out);
    }

private:
    // Most of most texts: visible ASCII needs no thought.
    std::size_t end_of_plain(std::size_t at) const
    {
        while (at < text_.size() && text_[at] > ' ' && text_[at] < 0x7F)
            ++at;
        return at;
    }

    void take(char32_t value, std::size_t at, std::size_t after)
    {
        switch (class_of(value)) {
            case Class::space:
                tidy_.space();
                break;
            case Class::line:
                tidy_.line();
                break;
            case Class::dropped:
                carriage_return(value, after);
                return;
            case Class::kept:
                tidy_.put(text_.substr(at, after - at));
                break;
            default:
                if (!belongs(value, after)) return;
                tidy_.put(text_.substr(at, after - at));
        }
        previous_ = value;
    }

    void carriage_return(char32_t value, std::size_t after)
    {
        if (value == '\r' && text_.substr(after, 1) != "\n") tidy_.line();
    }

    bool belongs(char32_t value, std::size_t after)
    {
        switch (class_of(value)) {
            case Class::joiner:
                return lib::needs_joiners(previous_) || joins(value, after);
            case Class::direction:
                if (direction_ == Direction::unknown)
                    direction_ = has_right_to_left(text_) ? Direction::mixed : Direction::one;
                return direction_ == Direction::mixed;
            case Class::selector:
                return selects(value);
            default:
                return waves_flag(value, after);
        }
    }

    bool joins(char32_t value, std::size_t after) const
    {
        const bool emoji = lib::is_emoji(previous_) || previous_ == 0xFE0F;
        return value == zero_width_joiner && emoji && after < text_.size() &&
               lib::is_emoji(lib::code_point_at(text_, after).value);
    }

    bool selects(char32_t value) const
    {
        if (value != 0xFE0E && value != 0xFE0F) return lib::is_ideograph(previous_);
        return lib::is_emoji(previous_) || within(previous_, '0', '9') || previous_ == '#' ||
               previous_ == '*' || previous_ == 0xA9 || previous_ == 0xAE;
    }

    // Flags of regions (Scotland): a black flag, tag letters, and a tag that ends them.
    bool waves_flag(char32_t value, std::size_t after) const
    {
        if (previous_ != 0x1F3F4 && !within(previous_, 0xE0020, 0xE007E)) return false;
        for (std::size_t letters = 0; value != 0xE007F; ++letters) {
            if (after >= text_.size() || letters > 8 || !within(value, 0xE0020, 0xE007E))
                return false;
            const lib::CodePoint point = lib::code_point_at(text_, after);
            value = point.value;
            after += point.length;
        }
        return true;
    }

    enum class Direction { unknown, one, mixed };
    std::string_view text_;
    Tidy tidy_;
    char32_t previous_ = ' ';
    Direction direction_ = Direction::unknown;
};

std::string with_few_marks(std::string text)
{
    std::size_t marks = 0, to = 0;
    for (std::size_t at = 0; at < text.size();) {
        const lib::CodePoint point = lib::code_point_at(text, at);
        marks = point.value >= 0x300 && lib::is_mark(point.value) ? marks + 1 : 0;
        if (marks <= most_marks) {
            if (to != at) std::copy_n(&text[at], point.length, &text[to]);
            to += point.length;
        }
        at += point.length;
    }
    text.resize(to);
    return text;
}

}  // namespace

std::string safe_text(std::string_view text)
{
    std::string kept = Filter{text}.filtered();
    return lib::is_ascii(kept) ? kept : with_few_marks(lib::nfc(kept));
}

std::string safe_line(std::string_view text)
{
    std::string line = safe_text(text);
    std::string out;
    for (const char c : line)
        if (c != '\n')
            out += c;
        else if (!out.ends_with(' '))
            out += ' ';
    return out;
}

}  // namespace narrowcast
