// SPDX-License-Identifier: Apache-2.0
// What needs Unicode's tables: normal form, folding, words, graphemes, kinds of characters (ICU).
//
// Pure functions, any thread. Texts are valid UTF-8 (base/text.hpp repairs what is not).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// The code point at `at`, which is where one begins.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 1;  // bytes
};
inline CodePoint code_point_at(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) -> char32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) & 0x3Fu : 0;
    };
    const char32_t lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1F) << 6 | byte(1), 2};
    if (lead < 0xF0) return {(lead & 0x0F) << 12 | byte(1) << 6 | byte(2), 3};
    return {(lead & 0x07) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3), 4};
}
void append(std::string& text, char32_t value);
bool is_ascii(std::string_view text);

std::string nfc(std::string_view text);
bool is_nfc(std::string_view text);

// For comparing words: lower case, accents off, compatibility forms undone ("Crème" is "creme",
// "STRASSE" and "straße" are one). Letters whose marks are part of the writing keep them.
std::string folded(std::string_view text);
void append_folded(std::string_view text, std::string& out);

bool is_letter(char32_t value);
bool is_letter_or_digit(char32_t value);
bool is_mark(char32_t value);   // combines with the character before it
bool is_emoji(char32_t value);  // a pictograph or half a flag; not digits, not (c)
bool is_skin_tone(char32_t value);
bool is_right_to_left(char32_t value);       // a letter written that way
bool is_private_or_nothing(char32_t value);  // private use, or no character at all
bool needs_joiners(char32_t value);          // of a script that spells with ZWJ and ZWNJ
bool is_ideograph(char32_t value);           // Han

// A word, a number or one emoji (with all that belongs to it) of a text, as bytes.
struct Word {
    std::size_t begin = 0, end = 0;
    bool emoji = false;
};

// Letters and digits that stand together, apart at apostrophes, hyphens and underscores; "3.5" is
// one. Scripts without spaces (Chinese, Japanese, Thai ...) are split by dictionary.
void split_words(std::string_view text, std::vector<Word>& words);

// The longest beginning of at most `bytes` bytes that splits no grapheme: no emoji is cut in two.
std::string_view beginning(std::string_view text, std::size_t bytes);

}  // namespace narrowcast::lib
