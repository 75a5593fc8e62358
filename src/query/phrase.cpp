// SPDX-License-Identifier: Apache-2.0
#include "query/phrase.hpp"

namespace narrowcast {

namespace {

bool stands_at(const Phrase& phrase, const FoldedWords& text, std::size_t at)
{
    const std::size_t last = phrase.words.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
        if (text[at + i] != phrase.words[i]) return false;
    return phrase.beginning ? text[at + last].starts_with(phrase.words[last])
                            : text[at + last] == phrase.words[last];
}

}  // namespace

WordRange Phrase::find_in(const FoldedWords& text, std::size_t from) const
{
    if (words.empty()) return {};
    for (std::size_t at = from; at + words.size() <= text.size(); ++at)
        if (stands_at(*this, text, at)) return {at, at + words.size()};
    return {};
}

Phrase phrase_of(std::string_view text)
{
    Phrase phrase;
    phrase.beginning = text.ends_with('*');
    const FoldedWords words{text};
    for (std::size_t i = 0; i < words.size(); ++i)
        phrase.words.emplace_back(words[i]);
    return phrase;
}

}  // namespace narrowcast
