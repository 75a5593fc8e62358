// SPDX-License-Identifier: Apache-2.0
// Sentences, numbers and dates in people's languages (ICU). Languages are BCP 47 ("nl", "de-AT").
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace narrowcast::lib {

using MessageValue = std::variant<std::int64_t, double, std::string>;
using MessageValues = std::map<std::string, MessageValue, std::less<>>;

// An ICU message pattern with named arguments: "{n, plural, one{# post} other{# posts}}".
// One thread at a time.
class Message {
public:
    // Fault::refused says what is wrong and near which words.
    static Result<Message> parse(std::string_view pattern, std::string_view language);
    Message(Message&&) noexcept;
    Message& operator=(Message&&) noexcept;
    ~Message();

    // An argument without a value stays in braces; values nobody asks for are ignored.
    std::string say(const MessageValues& values) const;
    std::vector<std::string> arguments() const;  // sorted, each once

private:
    struct Parsed;
    explicit Message(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

std::string spell_number(std::int64_t number, std::string_view language);  // "1.204"
std::string spell_decimal(double number, std::string_view language);       // "1,5": at most one
std::string spell_percent(double share, std::string_view language);        // 0.22: "22%"

// An ICU date pattern ("EEEE", "d MMMM", "HH:mm") in a time zone; an unknown zone counts as UTC.
std::string spell_time(Time time, std::string_view zone, std::string_view pattern,
                       std::string_view language);

std::string upper_case(std::string_view text, std::string_view language);
std::string lower_case(std::string_view text, std::string_view language);

// What a reader takes for the first letter: a whole grapheme. "" of "".
std::string first_grapheme(std::string_view text);

}  // namespace narrowcast::lib
