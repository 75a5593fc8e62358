// SPDX-License-Identifier: Apache-2.0
// The wall's own words in one language, from assets/i18n; one thread at a time.
#pragma once

#include "lib/messages.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast {

// A sentence, and which parts of it carry the news (bytes, in order).
struct Marked {
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> strong;

    Marked& operator+=(const Marked& more);
    bool operator==(const Marked&) const = default;
};

class Words {
public:
    using Values = lib::MessageValues;

    // Reads `folder`/<language>.json over `folder`/en.json: a key or a language that is missing is
    // said in English. "nl-BE" looks for nl-BE, then nl. Fault::refused when English is missing, or
    // a file or pattern is wrong: the sentence names file and key.
    static Result<Words> load(const std::filesystem::path& folder, std::string_view language);

    bool knows(std::string_view key) const;
    // An unknown key is its own message, so that it is seen.
    std::string say(std::string_view key, const Values& values = {}) const;
    // The same, with what stands between <b> and </b> in the pattern, or in strong() values,
    // marked.
    Marked marked(std::string_view key, const Values& values = {}) const;
    static std::string strong(std::string_view value);

    std::string number(std::int64_t number) const;               // "1.204"
    std::string decimal(double number) const;                    // "1,5"
    std::string percent(double share) const;                     // "22%"
    std::string quoted(std::string_view text) const;             // “uit”
    std::string list(std::span<const std::string> items) const;  // "app, storing en inloggen"
    std::string network(std::string_view network) const;         // "mastodon": "Mastodon"

    std::string clock(Time time, std::string_view zone) const;          // "10:42"
    std::string weekday(Time time, std::string_view zone) const;        // "dinsdag"
    std::string short_weekday(Time time, std::string_view zone) const;  // "di"
    std::string day_of_month(Time time, std::string_view zone) const;   // "10 mrt"
    std::string day_and_clock(Time time, std::string_view zone) const;  // "di 10:42"
    std::string span(std::chrono::seconds time) const;  // "12 minuten", in its largest unit
    // "3 min", "2 uur"; from a week on the date.
    std::string age(Time then, Time now, std::string_view zone) const;
    // "3 min geleden"; from a week on the date. What lies ahead (clocks differ) is now.
    std::string ago(Time then, Time now, std::string_view zone) const;

    std::string upper(std::string_view text) const;
    std::string lower(std::string_view text) const;
    const std::string& language() const { return language_; }

private:
    std::string in_unit(std::string_view family, std::chrono::seconds time) const;
    std::string raw(std::string_view key, const Values& values) const;

    std::string language_;  // the file that was found
    std::map<std::string, lib::Message, std::less<>> messages_;
};

}  // namespace narrowcast
