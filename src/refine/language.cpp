// SPDX-License-Identifier: Apache-2.0
// The language of a text.
#include "lib/cld2.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "query/words.hpp"
#include "refine/common_words.hpp"
#include "refine/links.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
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

// The hint that names this language, with its region.
std::optional<std::string> as_hinted(std::string_view language, std::span<const std::string> hints)
{
    const auto hint = std::find_if(hints.begin(), hints.end(), [&](const std::string& each) {
        return primary(each) == language;
    });
    return hint == hints.end() ? std::nullopt : std::optional{*hint};
}

bool is_hinted(std::string_view language, std::span<const std::string> hints)
{
    return as_hinted(language, hints).has_value();
}

using Vocabulary = std::unordered_set<std::string_view>;

Vocabulary vocabulary_of(std::string_view words)
{
    Vocabulary vocabulary;
    for (const std::string_view word : split(words, ' '))
        if (!word.empty()) vocabulary.insert(word);
    return vocabulary;
}

const std::array<Vocabulary, common_words.size()>& vocabularies()
{
    static const auto all = [] {
        std::array<Vocabulary, common_words.size()> built;
        for (std::size_t i = 0; i < built.size(); ++i)
            built[i] = vocabulary_of(common_words[i].second);
        return built;
    }();
    return all;
}

std::size_t common_words_in(const FoldedWords& words, const Vocabulary& vocabulary)
{
    std::size_t found = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        found += vocabulary.contains(words[i]);
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
    for (std::size_t i = 0; i < common_words.size(); ++i) {
        const std::string_view language = common_words[i].first;
        if (!is_hinted(language, hints)) continue;
        const std::size_t found = common_words_in(words, vocabularies()[i]);
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
    if (letters < few_letters) {
        std::string common = by_common_words(words, hints, 1);
        return common.empty() ? expected : as_hinted(common, hints).value_or(expected);
    }
    lib::LanguageGuess guess = lib::guess_language(words, joined(hints, ","));
    // CLD2 was made for pages: a few words are better known by what is common in a language. But
    // one word is no reason to take a text for a language that is only expected.
    const std::size_t least = is_hinted(guess.language, hints) ? 1 : 2;
    if (letters < short_text)
        if (std::string common = by_common_words(words, hints, least); !common.empty())
            guess.language = std::move(common);
    if (const auto hinted = as_hinted(guess.language, hints)) return *hinted;
    const auto related = std::find_if(hints.begin(), hints.end(), [&](const std::string& hint) {
        return is_relative(guess.language, primary(hint));
    });
    if (related != hints.end()) return *related;
    return guess.reliable ? guess.language : expected;
}

}  // namespace narrowcast
