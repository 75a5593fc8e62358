// SPDX-License-Identifier: Apache-2.0
// LinkedIn's "little text".
#include "fetch/platforms/little_text.hpp"

#include <array>

namespace narrowcast {
namespace {

constexpr std::string_view reserved = "\\|{}@[]()<>#*_~";

// Up to the next `end` that is not escaped; npos without one. `plain` is what stood before it.
std::size_t read_until(std::string_view text, std::size_t at, char end, std::string& plain)
{
    plain.clear();
    while (at < text.size() && text[at] != end) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        plain += text[at++];
    }
    return at < text.size() ? at : std::string_view::npos;
}

// "@[Name](urn:li:...)": where it ends, 0 if it is none.
std::size_t read_mention(std::string_view text, std::size_t at, std::string& name)
{
    if (!text.substr(at).starts_with("@[")) return 0;
    const auto close = read_until(text, at + 2, ']', name);
    if (close == std::string_view::npos || !text.substr(close).starts_with("](")) return 0;
    std::string urn;
    const auto end = read_until(text, close + 2, ')', urn);
    return end == std::string_view::npos || !urn.starts_with("urn:li:") ? 0 : end + 1;
}

// "{hashtag|\#|app}": where it ends, 0 if it is none.
std::size_t read_hashtag(std::string_view text, std::size_t at, std::string& tag)
{
    constexpr std::array openings{std::string_view{"{hashtag|"}, std::string_view{"{hashtag\\|"}};
    for (const std::string_view opening : openings) {
        if (!text.substr(at).starts_with(opening)) continue;
        std::string sign, word;
        const bool escaped = opening[8] == '\\';
        auto end = read_until(text, at + opening.size(), '|', sign);
        if (end == std::string_view::npos && !escaped) return 0;
        if (escaped) {  // the bars are escaped, too: sign and word come as one
            end = read_until(text, at + opening.size(), '}', word);
            const auto bar = word.find('|');
            if (end == std::string_view::npos || bar == std::string::npos) return 0;
            tag = word.substr(0, bar) + word.substr(bar + 1);
            return end + 1;
        }
        end = read_until(text, end + 1, '}', word);
        if (end == std::string_view::npos || word.empty()) return 0;
        tag = sign + word;
        return end + 1;
    }
    return 0;
}

}  // namespace

std::string plain_of_little_text(std::string_view text)
{
    std::string plain, words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = read_mention(text, at, words);
        if (end == 0) end = read_hashtag(text, at, words);
        if (end != 0) {
            plain += words;
            at = end;
            continue;
        }
        const bool escape = text[at] == '\\' && at + 1 < text.size() &&
                            reserved.find(text[at + 1]) != std::string_view::npos;
        if (escape) ++at;
        plain += text[at++];
    }
    return plain;
}

}  // namespace narrowcast
