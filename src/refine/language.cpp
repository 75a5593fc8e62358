// SPDX-License-Identifier: Apache-2.0
// The language of a text.
#include "lib/cld2.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/links.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t few_letters = 20;

// What is left of a text without its links, mentions and hashtags: those are in no language.
std::string own_words(std::string_view text)
{
    std::string words;
    words.reserve(text.size());
    std::size_t at = 0;
    for (const Special& special : specials_of(text)) {
        words.append(text.substr(at, special.begin - at));
        words += ' ';
        at = special.end;
    }
    words.append(text.substr(at));
    return words;
}

// A Chinese or Japanese character says as much as several letters of an alphabet.
std::size_t letters_in(std::string_view text)
{
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const lib::CodePoint point = lib::code_point_at(text, at);
        if (lib::is_letter(point.value)) letters += point.value >= 0x2E80 ? few_letters / 4 : 1;
        at += point.length;
    }
    return letters;
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// Whether a guess only names a near relative of the language that is expected here.
bool is_relative(std::string_view guess, std::string_view expected)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> relatives{
        {{"af", "nl"},
         {"fy", "nl"},
         {"lb", "de"},
         {"gl", "pt"},
         {"gl", "es"},
         {"ca", "es"},
         {"oc", "fr"},
         {"co", "it"},
         {"sco", "en"}}};
    return std::find(relatives.begin(), relatives.end(), std::pair{guess, expected}) !=
           relatives.end();
}

}  // namespace

std::string language_of(std::string_view text, std::span<const std::string> hints)
{
    const auto given = std::find_if(hints.begin(), hints.end(), [](const std::string& hint) {
        return !hint.empty() && hint != "und";
    });
    const std::string expected = given == hints.end() ? "und" : *given;
    const std::string words = own_words(text);
    if (letters_in(words) < few_letters) return expected;
    const lib::LanguageGuess guess = lib::guess_language(words, joined(hints, ","));
    const auto hinted = std::find_if(hints.begin(), hints.end(), [&](const std::string& hint) {
        return primary(hint) == guess.language;
    });
    if (hinted != hints.end()) return *hinted;
    const auto related = std::find_if(hints.begin(), hints.end(), [&](const std::string& hint) {
        return is_relative(guess.language, primary(hint));
    });
    if (related != hints.end()) return *related;
    return guess.reliable ? guess.language : expected;
}

}  // namespace narrowcast
