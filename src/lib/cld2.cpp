// SPDX-License-Identifier: Apache-2.0
// Guesses the language of a text, through CLD2.
#include "lib/cld2.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <array>
#include <utility>

namespace narrowcast::lib {

namespace {

// CLD2 speaks of some languages by names that BCP 47 has given up.
std::string modern(std::string_view code)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> renamed{
        {{"iw", "he"}, {"tl", "fil"}, {"jw", "jv"}, {"mo", "ro"}, {"un", "und"}, {"xxx", "und"}}};
    for (const auto& [old, now] : renamed)
        if (code == old) return std::string{now};
    return std::string{code};
}

}  // namespace

LanguageGuess guess_language(std::string_view text, const std::string& hints)
{
    const CLD2::CLDHints given{hints.empty() ? nullptr : hints.c_str(), nullptr,
                               CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int bytes = 0;
    bool reliable = false;
    const CLD2::Language language = CLD2::ExtDetectLanguageSummary(
        text.data(), static_cast<int>(text.size()), true, &given, CLD2::kCLDFlagBestEffort,
        languages.data(), percents.data(), scores.data(), nullptr, &bytes, &reliable);
    std::string code = modern(CLD2::LanguageCode(language));
    const bool known = code != "und" && !code.starts_with("xx");  // xx-Qaai: a script, no language
    return {known ? std::move(code) : "und", known && reliable};
}

}  // namespace narrowcast::lib
