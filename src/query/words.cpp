// SPDX-License-Identifier: Apache-2.0
// The words of a text, folded for comparing.
#include "query/words.hpp"

namespace narrowcast {

namespace {

constexpr std::string_view joiner = "\u200D";

// "👍🏽" and "❤️" say what "👍" and "❤" say.
// What is joined stays so: "😮‍💨" is not surprised.
std::string bare_emoji(std::string_view emoji)
{
    std::string bare;
    for (std::size_t at = 0; at < emoji.size();) {
        const lib::CodePoint point = lib::code_point_at(emoji, at);
        const bool tone = at > 0 && lib::is_skin_tone(point.value);
        if (tone && bare.ends_with(joiner)) bare.resize(bare.size() - joiner.size());
        if (!tone && point.value != 0xFE0F && point.value != 0xFE0E)
            bare.append(emoji, at, point.length);
        at += point.length;
    }
    return bare;
}

}  // namespace

void FoldedWords::read(std::string_view text)
{
    lib::split_words(text, split_);
    folded_.clear();
    words_.clear();
    ends_.clear();
    hashes_.clear();
    folded_.reserve(text.size());
    words_.reserve(split_.size());
    ends_.reserve(split_.size() + 1);
    hashes_.reserve(split_.size());
    ends_.push_back(0);
    for (const lib::Word& word : split_) {
        const std::string_view written = text.substr(word.begin, word.end - word.begin);
        if (word.emoji) {
            folded_ += bare_emoji(written);
        } else {
            lib::append_folded(written, folded_);
            const std::string_view folded = std::string_view{folded_}.substr(ends_.back());
            if (folded != written && !lib::is_ascii(written)) end_parts(word);
        }
        end(word);
    }
}

// A letter may fold to more than letters: "ŀ" to "l·", U+037A to a space and an iota, U+3332 to a
// word that its dictionary splits. Whoever writes these out and reads them again finds the parts;
// so these are the words here too, each in the place of the whole.
void FoldedWords::end_parts(const lib::Word& whole)
{
    const std::string folded = folded_.substr(ends_.back());
    std::vector<lib::Word> parts;
    lib::split_words(folded, parts);
    folded_.resize(ends_.back());
    for (const lib::Word& part : parts) {
        folded_.append(folded, part.begin, part.end - part.begin);
        end(whole);
    }
}

// An accent that stands alone folds to nothing and says nothing.
void FoldedWords::end(const lib::Word& word)
{
    const std::string_view folded = std::string_view{folded_}.substr(ends_.back());
    if (folded.empty()) return;
    words_.push_back(word);
    ends_.push_back(folded_.size());
    hashes_.push_back(hash_of(folded));
}

}  // namespace narrowcast
