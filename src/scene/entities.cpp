// SPDX-License-Identifier: Apache-2.0
// A small scanner over UTF-8.
#include "scene/entities.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace narrowcast {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t size = 1;
};

Character character_at(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0xc0) return {lead, 1};
    if (lead < 0xe0) return {((lead & 0x1fU) << 6) | (byte(1) & 0x3fU), 2};
    if (lead < 0xf0)
        return {((lead & 0xfU) << 12) | ((byte(1) & 0x3fU) << 6) | (byte(2) & 0x3fU), 3};
    return {((lead & 7U) << 18) | ((byte(1) & 0x3fU) << 12) | ((byte(2) & 0x3fU) << 6) |
                (byte(3) & 0x3fU),
            4};
}

bool is_ascii_letter_or_digit(char32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Letters, digits and marks of any script: what is left without punctuation, symbols and emoji.
bool is_word(char32_t c)
{
    if (c < 0x80) return is_ascii_letter_or_digit(c) || c == '_';
    if (c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
    if (c >= 0x2000 && c < 0x2c00) return c == 0x200c || c == 0x200d;
    if (c >= 0x3000 && c < 0x3040) return c == 0x3005;
    if (c >= 0xff00 && c < 0xff10) return false;
    if (c >= 0xfe00 && c < 0xfe70) return false;
    return c != 0xd7 && c != 0xf7 && c < 0x1f000;
}

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || c == 0x3000; }

template <class Accept>
std::size_t run(std::string_view text, std::size_t at, Accept&& accept)
{
    while (at < text.size()) {
        const Character c = character_at(text, at);
        if (!accept(c.code)) break;
        at += c.size;
    }
    return std::min(at, text.size());
}

// "name", "name@host.example" or "name.host.example" from `at` on; a full stop at the end is not
// part of it.
std::size_t end_of_mention(std::string_view text, std::size_t at)
{
    std::size_t end =
        run(text, at, [](char32_t c) { return is_word(c) || c == '.' || c == '-' || c == '@'; });
    while (end > at && (text[end - 1] == '.' || text[end - 1] == '-' || text[end - 1] == '@'))
        --end;
    return end;
}

std::size_t end_of_address(std::string_view text, std::size_t at)
{
    std::size_t end =
        run(text, at, [](char32_t c) { return !is_space(c) && c != '<' && c != '"'; });
    while (end > at && std::string_view{".,;:!?)'"}.find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

bool has_letter(std::string_view tag)
{
    return std::any_of(tag.begin(), tag.end(), [](char c) { return c < '0' || c > '9'; });
}

// The end of the link that begins at `at`, or `at`.
std::size_t end_of_link(std::string_view text, std::size_t at)
{
    if (text[at] == '@') {
        const std::size_t end = end_of_mention(text, at + 1);
        return end > at + 1 ? end : at;
    }
    if (text[at] == '#') {
        const std::size_t end = run(text, at + 1, is_word);
        return end > at + 1 && has_letter(text.substr(at + 1, end - at - 1)) ? end : at;
    }
    for (const std::string_view scheme : {"https://", "http://"})
        if (text.substr(at).starts_with(scheme)) {
            const std::size_t end = end_of_address(text, at);
            return end > at + scheme.size() ? end : at;
        }
    return at;
}

bool begins_character(std::string_view text, std::size_t at)
{
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
}

bool within(const std::vector<Stretch>& stretches, std::size_t at)
{
    return std::any_of(stretches.begin(), stretches.end(), [&](const Stretch& stretch) {
        return at >= stretch.begin && at < stretch.end;
    });
}

}  // namespace

std::vector<Stretch> links_in(std::string_view text)
{
    std::vector<Stretch> links;
    bool after_word = false;  // "info@polder.example" and "C#sharp" are no links
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = after_word ? at : end_of_link(text, at);
        if (end > at) {
            links.push_back({at, end});
            at = end;
            after_word = true;
            continue;
        }
        const Character c = character_at(text, at);
        after_word = is_word(c.code) || c.code == '/' || c.code == '&';
        at += c.size;
    }
    return links;
}

std::vector<Stretch> deciding_words(std::string_view text, const Mood& mood)
{
    std::vector<Stretch> words;
    for (const DecidingWord& word : mood.words)
        if (word.begin < word.end && word.end <= text.size() &&
            begins_character(text, word.begin) && begins_character(text, word.end))
            words.push_back({word.begin, word.end});
    std::sort(words.begin(), words.end(),
              [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    std::vector<Stretch> apart;
    for (const Stretch& word : words)
        if (apart.empty() || word.begin >= apart.back().end) apart.push_back(word);
    return apart;
}

Parts isolated(const Parts& parts)
{
    constexpr std::string_view begin_mark = "\u2068", end_mark = "\u2069";  // 3 bytes each
    Parts result;
    std::size_t copied = 0;
    for (const Stretch& link : parts.links) {
        result.text += parts.text.substr(copied, link.begin - copied);
        result.text += begin_mark;
        result.links.push_back({result.text.size(), result.text.size() + link.end - link.begin});
        result.text += parts.text.substr(link.begin, link.end - link.begin);
        result.text += end_mark;
        copied = link.end;
    }
    result.text += parts.text.substr(copied);
    const auto moved = [&](std::size_t at, bool end) {
        std::size_t by = 0;
        for (const Stretch& link : parts.links) {
            if (at > link.begin || (at == link.begin && !end)) by += begin_mark.size();
            if (at > link.end || (at == link.end && !end)) by += end_mark.size();
        }
        return at + by;
    };
    for (const Stretch& word : parts.words)
        result.words.push_back({moved(word.begin, false), moved(word.end, true)});
    return result;
}

std::vector<Span> ornamented(const Parts& parts, const Ornament& ornament)
{
    std::set<std::size_t> edges;
    for (const auto* stretches : {&parts.links, &parts.words})
        for (const Stretch& stretch : *stretches) {
            edges.insert(stretch.begin);
            edges.insert(std::min(stretch.end, parts.text.size()));
        }
    std::vector<Span> spans;
    for (auto edge = edges.begin(); edge != edges.end() && std::next(edge) != edges.end(); ++edge) {
        const bool link = within(parts.links, *edge), word = within(parts.words, *edge);
        if (!link && !word) continue;
        spans.push_back({*edge, *std::next(edge), link ? ornament.link : ornament.plain,
                         ornament.weight, word, ornament.underline});
    }
    return spans;
}

}  // namespace narrowcast
