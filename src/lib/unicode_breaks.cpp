// SPDX-License-Identifier: Apache-2.0
// Where words and graphemes of a text begin and end, through ICU.
#include "lib/unicode.hpp"

#include <unicode/brkiter.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>

namespace narrowcast::lib {

namespace {

UChar32 wide(char32_t value) { return static_cast<UChar32>(value); }

enum class Piece { gap, letter, emoji, dictionary };

bool has_no_spaces(char32_t value)
{
    if (value < 0xE00) return false;
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(wide(value), &error)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return true;
        default:
            return value == 0x30FC;  // the long sound of Japanese is "common"
    }
}

// A letter or digit without further ado: most of what is written.
bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Piece piece_of(char32_t value)
{
    if (value < 0x80) return is_plain(static_cast<char>(value)) ? Piece::letter : Piece::gap;
    if (value >= 0x2190 && is_emoji(value)) return Piece::emoji;
    if (has_no_spaces(value)) return Piece::dictionary;
    return is_letter_or_digit(value) || (value >= 0x300 && is_mark(value)) ? Piece::letter
                                                                           : Piece::gap;
}

bool is_flag_half(char32_t value) { return value >= 0x1F1E6 && value <= 0x1F1FF; }

// The end of an emoji that begins at `at`: its modifiers, what is joined to it, the flag's second
// half.
std::size_t end_of_emoji(std::string_view text, std::size_t at)
{
    const CodePoint first = code_point_at(text, at);
    at += first.length;
    if (is_flag_half(first.value) && at < text.size()) {
        const CodePoint second = code_point_at(text, at);
        return is_flag_half(second.value) ? at + second.length : at;
    }
    while (at < text.size()) {
        const CodePoint next = code_point_at(text, at);
        const bool tag = next.value >= 0xE0020 && next.value <= 0xE007F;
        if (next.value == 0x200D && at + next.length < text.size()) {
            const CodePoint joined = code_point_at(text, at + next.length);
            if (!is_emoji(joined.value)) return at;
            at += next.length + joined.length;
        } else if (next.value == 0xFE0F || next.value == 0x20E3 || tag ||
                   is_skin_tone(next.value)) {
            at += next.length;
        } else {
            return at;
        }
    }
    return at;
}

icu::BreakIterator* breaks(icu::BreakIterator* (*create)(const icu::Locale&, UErrorCode&))
{
    UErrorCode error = U_ZERO_ERROR;
    return create(icu::Locale::getRoot(), error);
}

// Making an iterator costs more than a post does, and each keeps state: one per thread.
icu::BreakIterator& word_breaks()
{
    thread_local const std::unique_ptr<icu::BreakIterator> iterator{
        breaks(icu::BreakIterator::createWordInstance)};
    return *iterator;
}

icu::BreakIterator& grapheme_breaks()
{
    thread_local const std::unique_ptr<icu::BreakIterator> iterator{
        breaks(icu::BreakIterator::createCharacterInstance)};
    return *iterator;
}

// Lets `iterator` look at a text for as long as it lives.
class Look {
public:
    Look(icu::BreakIterator& iterator, std::string_view text)
    {
        UErrorCode error = U_ZERO_ERROR;
        utext_openUTF8(&text_, text.data(), static_cast<std::int64_t>(text.size()), &error);
        iterator.setText(&text_, error);
    }
    ~Look() { utext_close(&text_); }
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

private:
    UText text_ = UTEXT_INITIALIZER;
};

void split_by_dictionary(std::string_view text, std::size_t begin, std::size_t end,
                         std::vector<Word>& words)
{
    icu::BreakIterator& iterator = word_breaks();
    const Look look{iterator, text.substr(begin, end - begin)};
    std::int32_t from = iterator.first();
    for (std::int32_t to = iterator.next(); to != icu::BreakIterator::DONE; to = iterator.next()) {
        words.push_back(
            {begin + static_cast<std::size_t>(from), begin + static_cast<std::size_t>(to)});
        from = to;
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The end of letters and digits from `at` on; a point or comma between digits belongs to them.
std::size_t end_of_letters(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        if (is_plain(text[at])) {
            ++at;
            continue;
        }
        const CodePoint point = code_point_at(text, at);
        const bool inside_number = (text[at] == '.' || text[at] == ',') && at > 0 &&
                                   at + 1 < text.size() && is_digit(text[at - 1]) &&
                                   is_digit(text[at + 1]);
        if (!inside_number && piece_of(point.value) != Piece::letter) return at;
        at += point.length;
    }
    return at;
}

std::size_t end_of_dictionary(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        const CodePoint point = code_point_at(text, at);
        if (piece_of(point.value) != Piece::dictionary && !is_mark(point.value)) return at;
        at += point.length;
    }
    return at;
}

}  // namespace

void split_words(std::string_view text, std::vector<Word>& words)
{
    words.clear();
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        const std::size_t begin = at;
        switch (piece_of(point.value)) {
            case Piece::gap:
                at += point.length;
                break;
            case Piece::letter:
                at = end_of_letters(text, at + point.length);
                words.push_back({begin, at});
                break;
            case Piece::emoji:
                at = end_of_emoji(text, at);
                words.push_back({begin, at, true});
                break;
            case Piece::dictionary:
                at = end_of_dictionary(text, at);
                split_by_dictionary(text, begin, at, words);
                break;
        }
    }
}

std::string_view beginning(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    icu::BreakIterator& iterator = grapheme_breaks();
    const Look look{iterator, text};
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
        --bytes;
    const auto at = static_cast<std::int32_t>(bytes);
    const std::int32_t cut = iterator.isBoundary(at) ? at : iterator.preceding(at);
    return text.substr(0, cut > 0 ? static_cast<std::size_t>(cut) : 0);
}

}  // namespace narrowcast::lib
