// SPDX-License-Identifier: Apache-2.0
// Guesses the language of a text (Compact Language Detector 2).
#pragma once

#include <string>
#include <string_view>

namespace narrowcast::lib {

struct LanguageGuess {
    std::string language;   // BCP 47, "und" if it could not tell
    bool reliable = false;  // clearly more likely than the second best
};

// `hints`: BCP 47 languages that are likely, with commas between ("nl,en"); "" none.
// `text` is valid UTF-8 without markup. Pure, any thread.
LanguageGuess guess_language(std::string_view text, const std::string& hints);

}  // namespace narrowcast::lib
