// SPDX-License-Identifier: Apache-2.0
// The links, mentions and hashtags of a text.
#include "refine/links.hpp"

#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/safe_text.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Bytes of any letter outside ASCII count as letters: enough to find where a name ends.
bool is_name_byte(char c)
{
    return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0xC3;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool begins_link(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("http") && !rest.starts_with("www.") && !rest.starts_with("Http"))
        return false;
    if (at > 0 && is_alphanumeric(text[at - 1])) return false;
    const auto more_than = [&](std::string_view start) {
        return equal_ignoring_case(rest.substr(0, start.size()), start) &&
               rest.size() > start.size() && is_name_byte(rest[start.size()]);
    };
    return more_than("https://") || more_than("http://") || more_than("www.");
}

// Links end at white space; a full stop or bracket at the end belongs to the sentence.
std::size_t end_of_link(std::string_view text, std::size_t at)
{
    std::size_t end = std::min(text.find_first_of(" \n\t<>\"", at), text.size());
    while (end > at && std::string_view{".,;:!?'"}.find(text[end - 1]) != std::string_view::npos)
        --end;
    const std::string_view link = text.substr(at, end - at);
    if (link.ends_with(')') && link.find('(') == link.npos) --end;
    return end;
}

std::size_t end_of_name(std::string_view text, std::size_t at, std::string_view also)
{
    std::size_t end = at;
    while (end < text.size() && (is_name_byte(text[end]) || is_continuation(text[end]) ||
                                 also.find(text[end]) != also.npos))
        ++end;
    while (end > at && also.find(text[end - 1]) != also.npos)
        --end;
    return end;
}

}  // namespace

std::string with_untracked_links(std::string text)
{
    if (text.find('?') == text.npos) return text;
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = std::min(text.find("http", at), text.size());
        out.append(text, at, begin - at);
        if (begin == text.size()) break;
        at = begins_link(text, begin) ? end_of_link(text, begin) : begin + 1;
        out += untracked(std::string_view{text}.substr(begin, at - begin));
    }
    return out;
}

std::vector<Special> specials_of(std::string_view text)
{
    std::vector<Special> specials;
    find_specials(text, specials);
    return specials;
}

void find_specials(std::string_view text, std::vector<Special>& specials)
{
    specials.clear();
    for (std::size_t at = text.find_first_of("hHw@#"); at != text.npos;
         at = text.find_first_of("hHw@#", at)) {
        const bool inside = at > 0 && is_name_byte(text[at - 1]);
        Special special{Special::Kind::link, at, at};
        if (text[at] == '@' && !inside) {
            special = {Special::Kind::mention, at, end_of_name(text, at + 1, ".-@")};
        } else if (text[at] == '#' && !inside) {
            special = {Special::Kind::hashtag, at, end_of_name(text, at + 1, "")};
        } else if (begins_link(text, at)) {
            special.end = end_of_link(text, at);
        }
        if (special.end > at + 1) specials.push_back(special);
        at = std::max(special.end, at + 1);
    }
}

}  // namespace narrowcast
