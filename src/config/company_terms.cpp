// SPDX-License-Identifier: Apache-2.0
#include "config/company_terms.hpp"

#include "narrowcast/base/text.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace narrowcast::config {
namespace {

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

struct Character {
    char32_t code = 0;
    std::string_view bytes;
};

std::vector<Character> characters(std::string_view text)  // of valid UTF-8
{
    std::vector<Character> found;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t code = lead < 0x80 ? lead : lead & (0xFFU >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i)
            code = code << 6 | (static_cast<std::uint8_t>(text[at + i]) & 0x3FU);
        found.push_back({code, text.substr(at, bytes)});
        at += bytes;
    }
    return found;
}

// Beyond ASCII all but signs and punctuation counts as a letter; names of companies hold no more.
bool is_letter(char32_t c)
{
    struct Range {
        char32_t first, last;
    };
    constexpr std::array<Range, 8> signs{{{0x80, 0xA9},
                                          {0xAB, 0xB4},
                                          {0xB6, 0xB9},
                                          {0xBB, 0xBF},
                                          {0xD7, 0xD7},
                                          {0x2000, 0x2BFF},
                                          {0x3000, 0x3004},
                                          {0xFE00, 0xFE4F}}};
    if (c < 0x80) return is_ascii_letter(c);
    if (c == 0xF7 || c >= 0x1F000) return false;
    for (const Range& range : signs)
        if (c >= range.first && c <= range.last) return false;
    return true;
}

}  // namespace

std::string phrase_parameter(std::string_view company)
{
    std::string phrase;
    for (const char c : company) {
        const bool gap = c == '"' || c == ' ' || c == '\t';  // a quote would end the phrase
        if (!gap)
            phrase += c;
        else if (!phrase.empty() && phrase.back() != ' ')
            phrase += ' ';
    }
    return percent_encoded("\"" + std::string{trimmed(phrase)} + "\"");
}

std::string hashtag(std::string_view company)
{
    std::string tag;
    bool word_begins = true, has_letter = false;
    for (const Character& character : characters(company)) {
        const bool letter = is_letter(character.code);
        // an apostrophe does not begin a new word: Albert's -> Alberts
        const bool inside = character.code == '\'' || character.code == 0x2019;
        if (letter && word_begins && character.code >= 'a' && character.code <= 'z')
            tag += static_cast<char>(character.code - 'a' + 'A');
        else if (letter || is_digit(character.code))
            tag += character.bytes;
        has_letter = has_letter || letter;
        word_begins = !letter && !is_digit(character.code) && (word_begins || !inside);
    }
    return has_letter ? tag : "";
}

std::string host_label(std::string_view company)
{
    std::string label;
    for (const char c : ascii_lower(company))
        if (is_ascii_letter(static_cast<std::uint8_t>(c)) || is_digit(static_cast<std::uint8_t>(c)))
            label += c;
    return label.empty() ? "company" : label;
}

}  // namespace narrowcast::config
