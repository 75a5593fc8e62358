// SPDX-License-Identifier: Apache-2.0
#include "config/findings.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast::config {

bool Findings::sound(std::string_view pointer) const
{
    return std::none_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        const std::string_view other = problem.pointer;
        return other.starts_with(pointer) &&
               (other.size() == pointer.size() || other[pointer.size()] == '/');
    });
}

std::string in_quotes(std::string_view text)
{
    constexpr std::size_t most = 60;
    if (text.size() <= most) return "\"" + std::string{text} + "\"";
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return "\"" + std::string{text.substr(0, end)} + "...\"";
}

std::string listed(const std::vector<std::string_view>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
        text += in_quotes(names[i]);
    }
    return text;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& names)
{
    if (const std::string_view meant = closest(word, names); !meant.empty())
        return "; did you mean " + in_quotes(meant) + "?";
    return names.empty() ? "; there is none yet" : "; there is " + listed(names);
}

}  // namespace narrowcast::config
