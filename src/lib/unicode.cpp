// SPDX-License-Identifier: Apache-2.0
// Unicode's tables, through ICU.
#include "lib/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace narrowcast::lib {

namespace {

constexpr char32_t first_tabled = 0xC0, after_tabled = 0x250;  // Latin with accents

icu::StringPiece piece(std::string_view text)
{
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

UChar32 wide(char32_t value) { return static_cast<UChar32>(value); }

const icu::Normalizer2& form(const icu::Normalizer2* (*instance)(UErrorCode&))
{
    UErrorCode error = U_ZERO_ERROR;
    return *instance(error);  // part of ICU itself: it cannot be missing
}

std::string normalized(const icu::Normalizer2& to, std::string_view text)
{
    std::string out;
    icu::StringByteSink<std::string> sink{&out, static_cast<std::int32_t>(text.size())};
    UErrorCode error = U_ZERO_ERROR;
    to.normalizeUTF8(0, piece(text), sink, nullptr, error);
    return U_SUCCESS(error) ? out : std::string{text};
}

// Accents of Latin, Greek, Cyrillic, Arabic and Hebrew are "inherited"; a vowel sign of Hindi is
// not, and Japanese voicing marks (which are) change the sound.
bool is_accent(char32_t value)
{
    UErrorCode error = U_ZERO_ERROR;
    const auto type = u_charType(wide(value));
    if (type != U_NON_SPACING_MARK || value == 0x3099 || value == 0x309A) return false;
    const UScriptCode script = uscript_getScript(wide(value), &error);
    return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW;
}

std::string_view without_decomposition(char32_t value)  // letters Unicode does not take apart
{
    switch (value) {
        case 0xE6:
            return "ae";
        case 0xF0:
        case 0x111:
            return "d";
        case 0xF8:
            return "o";
        case 0xFE:
            return "th";
        case 0x127:
            return "h";
        case 0x131:
            return "i";
        case 0x142:
            return "l";
        case 0x153:
            return "oe";
        default:
            return {};
    }
}

std::string folded_by_tables(std::string_view text)
{
    const std::string cased = normalized(form(icu::Normalizer2::getNFKCCasefoldInstance), text);
    const std::string apart = normalized(form(icu::Normalizer2::getNFDInstance), cased);
    std::string bare;
    for (std::size_t at = 0; at < apart.size();) {
        const CodePoint point = code_point_at(apart, at);
        const std::string_view plain = without_decomposition(point.value);
        if (!plain.empty())
            bare += plain;
        else if (point.value < 0x300 || !is_accent(point.value))
            bare.append(apart, at, point.length);
        at += point.length;
    }
    return normalized(form(icu::Normalizer2::getNFCInstance), bare);
}

using LatinFolds = std::array<std::string, after_tabled - first_tabled>;

const LatinFolds& latin_folds()
{
    static const LatinFolds folds = [] {
        LatinFolds made;
        for (char32_t value = first_tabled; value < after_tabled; ++value) {
            std::string letter;
            append(letter, value);
            made[value - first_tabled] = folded_by_tables(letter);
        }
        return made;
    }();
    return folds;
}

std::size_t ascii_beginning(std::string_view text)
{
    std::size_t size = 0;
    while (size < text.size() && static_cast<unsigned char>(text[size]) < 0x80)
        ++size;
    return size;
}

void append_lower(std::string_view ascii, std::string& out)
{
    const std::size_t before = out.size();
    out += ascii;
    for (char* c = out.data() + before; c != out.data() + out.size(); ++c)
        if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c + ('a' - 'A'));
}

// Neither case nor marks, so folding leaves them alone: punctuation, arrows, symbols, emoji.
bool is_caseless_symbol(char32_t value)
{
    return (value >= 0x2010 && value < 0x2070) || (value >= 0x2190 && value < 0x2460) ||
           (value >= 0x2500 && value < 0x2C00) || (value >= 0x1F300 && value < 0x1FB00);
}

}  // namespace

void append(std::string& text, char32_t value)
{
    const auto rest = [&](int shift) {
        text += static_cast<char>(0x80 | ((value >> shift) & 0x3F));
    };
    if (value < 0x80) {
        text += static_cast<char>(value);
    } else if (value < 0x800) {
        text += static_cast<char>(0xC0 | value >> 6);
        rest(0);
    } else if (value < 0x10000) {
        text += static_cast<char>(0xE0 | value >> 12);
        rest(6);
        rest(0);
    } else {
        text += static_cast<char>(0xF0 | value >> 18);
        rest(12);
        rest(6);
        rest(0);
    }
}

bool is_ascii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

bool is_nfc(std::string_view text)
{
    if (is_ascii(text)) return true;
    UErrorCode error = U_ZERO_ERROR;
    return form(icu::Normalizer2::getNFCInstance).isNormalizedUTF8(piece(text), error);
}

std::string nfc(std::string_view text)
{
    if (is_nfc(text)) return std::string{text};
    return normalized(form(icu::Normalizer2::getNFCInstance), text);
}

void append_folded(std::string_view text, std::string& out)
{
    const std::size_t before = out.size();
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t ascii = ascii_beginning(text.substr(at)); ascii > 0) {
            append_lower(text.substr(at, ascii), out);
            at += ascii;
            continue;
        }
        const CodePoint point = code_point_at(text, at);
        if (point.value >= first_tabled && point.value < after_tabled) {
            out += latin_folds()[point.value - first_tabled];
        } else if (is_caseless_symbol(point.value)) {
            out.append(text, at, point.length);
        } else {
            out.resize(before);
            out += folded_by_tables(text);
            return;
        }
        at += point.length;
    }
}

std::string folded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    append_folded(text, out);
    return out;
}

bool is_letter(char32_t value) { return u_isalpha(wide(value)); }
bool is_letter_or_digit(char32_t value) { return u_isalnum(wide(value)); }
bool is_mark(char32_t value) { return (U_GET_GC_MASK(wide(value)) & U_GC_M_MASK) != 0; }
bool is_skin_tone(char32_t value) { return value >= 0x1F3FB && value <= 0x1F3FF; }

bool is_emoji(char32_t value)
{
    return value >= 0x203C && (u_hasBinaryProperty(wide(value), UCHAR_EXTENDED_PICTOGRAPHIC) ||
                               (value >= 0x1F1E6 && value <= 0x1F1FF) || is_skin_tone(value));
}

bool is_right_to_left(char32_t value)
{
    if (value < 0x590) return false;
    const UCharDirection direction = u_charDirection(wide(value));
    return (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) &&
           is_letter(value);
}

bool is_private_or_nothing(char32_t value)
{
    return u_charType(wide(value)) == U_PRIVATE_USE_CHAR || U_IS_UNICODE_NONCHAR(value) ||
           value > 0x10FFFF;
}

bool needs_joiners(char32_t value)
{
    if (value < 0x600) return false;
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(wide(value), &error);
    static constexpr std::array needing{
        USCRIPT_ARABIC,   USCRIPT_SYRIAC,   USCRIPT_DEVANAGARI, USCRIPT_BENGALI,
        USCRIPT_GURMUKHI, USCRIPT_GUJARATI, USCRIPT_ORIYA,      USCRIPT_TAMIL,
        USCRIPT_TELUGU,   USCRIPT_KANNADA,  USCRIPT_MALAYALAM,  USCRIPT_SINHALA,
        USCRIPT_KHMER,    USCRIPT_MYANMAR,  USCRIPT_MONGOLIAN,  USCRIPT_NKO};
    return std::find(needing.begin(), needing.end(), script) != needing.end();
}

bool is_ideograph(char32_t value)
{
    UErrorCode error = U_ZERO_ERROR;
    return value >= 0x2E80 && uscript_getScript(wide(value), &error) == USCRIPT_HAN;
}

}  // namespace narrowcast::lib
