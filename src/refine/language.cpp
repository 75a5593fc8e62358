// SPDX-License-Identifier: Apache-2.0
// The language of a text.
#include "lib/cld2.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/common_words.hpp"
#include "refine/links.hpp"
#include "query/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t few_letters = 6, short_text = 60;

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

bool is_hinted(std::string_view language, std::span<const std::string> hints)
{
    return std::any_of(hints.begin(), hints.end(),
                       [&](const std::string& hint) { return primary(hint) == language; });
}

std::size_t common_words_in(const FoldedWords& words, std::string_view of_language)
{
    std::size_t found = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word.empty()) continue;  // a mark without a letter
        for (std::size_t at = of_language.find(word); at != of_language.npos;
             at = of_language.find(word, at + 1))
            if (of_language[at - 1] == ' ' && of_language[at + word.size()] == ' ') {
                ++found;
                break;
            }
    }
    return found;
}

// The hinted language that a short text has most common words of, if they are at least `least`;
// "" if none has, or two have as many.
std::string by_common_words(std::string_view text, std::span<const std::string> hints,
                            std::size_t least)
{
    const FoldedWords words{text};
    std::string_view best;
    std::size_t most = 0;
    bool tied = true;
    for (const auto& [language, list] : common_words) {
        if (!is_hinted(language, hints)) continue;
        const std::size_t found = common_words_in(words, list);
        if (found >= most) tied = found == most;
        if (found <= most) continue;
        most = found;
        best = language;
    }
    return most < least || tied ? std::string{} : std::string{best};
}

}  // namespace

std::string language_of(std::string_view text, std::span<const std::string> hints)
{
    const auto given = std::find_if(hints.begin(), hints.end(), [](const std::string& hint) {
        return !hint.empty() && hint != "und";
    });
    const std::string expected = given == hints.end() ? "und" : *given;
    std::string words = own_words(text);
    if (!is_utf8(words)) words = repair_utf8(words);
    const std::size_t letters = letters_in(words);
    if (letters < few_letters) return expected;
    lib::LanguageGuess guess = lib::guess_language(words, joined(hints, ","));
    // CLD2 was made for pages: a few words are better known by what is common in a language. But
    // one word is no reason to take a text for a language that is only expected.
    const std::size_t least = is_hinted(guess.language, hints) ? 1 : 2;
    if (letters < short_text)
        if (std::string common = by_common_words(words, hints, least); !common.empty())
            guess.language = std::move(common);
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
