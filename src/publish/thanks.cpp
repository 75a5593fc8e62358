// SPDX-License-Identifier: Apache-2.0
// Words of thanks, by language. Folded (lower case, accents off).
#include "publish/thanks.hpp"

#include "lib/unicode.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast {

namespace {

// Each a whole word, or a beginning that ends in a star; spaces around each.
constexpr std::string_view dutch =
    " dank dankje dankjewel dankzij bedank* bedankje dankbaar* chapeau hulde pluim compliment* "
    "topper* held helden redder* geholpen meegedacht lieve lief vriendelijk* geduldig* dankuwel "
    "petje bedankt merci ";
constexpr std::string_view english =
    " thank* thx kudos props chapeau bravo shoutout grateful helpful legend hero heroes lifesaver "
    "compliment* kind kindness patient lovely appreciate* hats ";
constexpr std::string_view german =
    " dank danke dankbar* bedank* dankeschon lob chapeau hilfsbereit* freundlich* geholfen "
    "kompliment* ";
constexpr std::string_view french = " merci* bravo chapeau remerci* felicit* aimable* gentil* ";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> by_language{
    {{"nl", dutch}, {"en", english}, {"de", german}, {"fr", french}}};

bool stands_in(std::string_view list, std::string_view word)
{
    if (list.contains(" " + std::string{word} + " ")) return true;
    for (std::size_t star = list.find('*'); star != list.npos; star = list.find('*', star + 1)) {
        const std::size_t begin = list.rfind(' ', star) + 1;
        if (word.starts_with(list.substr(begin, star - begin))) return true;
    }
    return false;
}

bool is_thanks(std::string_view word, std::string_view language)
{
    for (const auto& [name, list] : by_language)
        if (language.starts_with(name)) return stands_in(list, word);
    return std::any_of(by_language.begin(), by_language.end(),
                       [&](const auto& one) { return stands_in(one.second, word); });
}

}  // namespace

bool says_thanks(const RoutedPost& routed)
{
    const std::string& language =
        routed.post.language.empty() ? routed.mood.language : routed.post.language;
    const std::string text = routed.post.title + "\n" + routed.post.text;
    std::vector<lib::Word> words;
    lib::split_words(text, words);
    return std::any_of(words.begin(), words.end(), [&](const lib::Word& word) {
        return is_thanks(
            lib::folded(std::string_view{text}.substr(word.begin, word.end - word.begin)),
            language);
    });
}

}  // namespace narrowcast
