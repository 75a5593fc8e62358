// SPDX-License-Identifier: Apache-2.0
// The words of a text, folded for comparing.
#include "query/words.hpp"

namespace narrowcast {

namespace {

// "👍🏽" and "❤️" say what "👍" and "❤" say.
std::string bare_emoji(std::string_view emoji)
{
    std::string bare;
    for (std::size_t at = 0; at < emoji.size();) {
        const lib::CodePoint point = lib::code_point_at(emoji, at);
        const bool extra = point.value == 0xFE0F || point.value == 0xFE0E ||
                           (at > 0 && lib::is_skin_tone(point.value));
        if (!extra) bare.append(emoji, at, point.length);
        at += point.length;
    }
    return bare;
}

bool is_sign(char32_t value) { return !lib::is_letter_or_digit(value) && !lib::is_mark(value); }

// A letter may fold to more than letters: at a word's end "ŀ", which becomes "l·", says no more
// than "l", and at its beginning U+037A, a space and an iota, no more than the iota.
void cut_signs(std::string& folded, std::size_t word)
{
    while (folded.size() > word) {
        std::size_t last = folded.size() - 1;
        while (last > word && (static_cast<unsigned char>(folded[last]) & 0xC0) == 0x80)
            --last;
        if (!is_sign(lib::code_point_at(folded, last).value)) break;
        folded.resize(last);
    }
    while (folded.size() > word) {
        const lib::CodePoint first = lib::code_point_at(folded, word);
        if (!is_sign(first.value)) break;
        folded.erase(word, first.length);
    }
}

}  // namespace

void FoldedWords::read(std::string_view text)
{
    lib::split_words(text, words_);
    folded_.clear();
    ends_.clear();
    hashes_.clear();
    folded_.reserve(text.size());
    ends_.reserve(words_.size() + 1);
    hashes_.reserve(words_.size());
    ends_.push_back(0);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const lib::Word word = words_[i];
        const std::size_t before = folded_.size();
        lib::append_folded(text.substr(word.begin, word.end - word.begin), folded_);
        if (word.emoji)
            folded_.replace(before, folded_.npos,
                            bare_emoji(std::string_view{folded_}.substr(before)));
        else
            cut_signs(folded_, before);
        if (folded_.size() == before) continue;  // an accent that stands alone says nothing
        words_[kept++] = word;
        ends_.push_back(folded_.size());
        hashes_.push_back(hash_of(std::string_view{folded_}.substr(before)));
    }
    words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(kept), words_.end());
}

}  // namespace narrowcast
