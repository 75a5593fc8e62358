// SPDX-License-Identifier: Apache-2.0
// The words of a text, folded for comparing.
#include "refine/words.hpp"

namespace narrowcast {

FoldedWords::FoldedWords(std::string_view text)
{
    lib::split_words(text, words_);
    folded_.reserve(text.size());
    ends_.reserve(words_.size() + 1);
    ends_.push_back(0);
    for (const lib::Word& word : words_) {
        const std::size_t before = folded_.size();
        lib::append_folded(text.substr(word.begin, word.end - word.begin), folded_);
        // "👍🏽" and "❤️" say what "👍" and "❤" say
        if (word.emoji) {
            std::string bare;
            for (std::size_t at = before; at < folded_.size();) {
                const lib::CodePoint point = lib::code_point_at(folded_, at);
                const bool extra = point.value == 0xFE0F || point.value == 0xFE0E ||
                                   (at > before && lib::is_skin_tone(point.value));
                if (!extra) bare.append(folded_, at, point.length);
                at += point.length;
            }
            folded_.replace(before, folded_.npos, bare);
        }
        ends_.push_back(folded_.size());
    }
}

}  // namespace narrowcast
