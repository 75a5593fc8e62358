// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace narrowcast {
namespace {

constexpr std::string_view white = " \t\n\r\f\v";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// What the WHATWG decoder allows after a lead byte: how many bytes follow, and the bounds of the
// first of them (they shut out overlong forms, surrogates and what is beyond U+10FFFF).
struct Lead {
    int follow = -1;
    std::uint8_t low = 0x80, high = 0xBF;
};

Lead lead_of(std::uint8_t byte)
{
    if (byte < 0x80) return {0};
    if (byte >= 0xC2 && byte <= 0xDF) return {1};
    if (byte == 0xE0) return {2, 0xA0, 0xBF};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2};
    if (byte == 0xF0) return {3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return {3};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

struct Taken {
    std::size_t bytes = 1;  // of a character, or of the maximal subpart that is none
    bool valid = false;
};

Taken take(std::string_view text, std::size_t at)
{
    const Lead lead = lead_of(static_cast<std::uint8_t>(text[at]));
    if (lead.follow < 0) return {};
    auto low = lead.low;
    auto high = lead.high;
    const auto follow = static_cast<std::size_t>(lead.follow);
    for (std::size_t i = 1; i <= follow; ++i) {
        if (at + i >= text.size()) return {i, false};
        const auto next = static_cast<std::uint8_t>(text[at + i]);
        if (next < low || next > high) return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {follow + 1, true};
}

// Optimal string alignment distance: a swap of neighbours is one slip.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[b.size()];
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

bool is_utf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Taken taken = take(bytes, at);
        if (!taken.valid) return false;
        at += taken.bytes;
    }
    return true;
}

std::string repair_utf8(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const Taken taken = take(bytes, at);
        if (taken.valid)
            text += bytes.substr(at, taken.bytes);
        else
            text += "\xEF\xBF\xBD";
        at += taken.bytes;
    }
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(white);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string joined(std::span<const std::string> parts, std::string_view separator)
{
    std::string text;
    for (const std::string& part : parts) {
        if (&part != parts.data()) text += separator;
        text += part;
    }
    return text;
}

std::string ascii_lower(std::string_view text)
{
    std::string low{text};
    std::ranges::transform(low, low.begin(), lower);
    return low;
}

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string> percent_decoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size() || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0)
            return {};
        decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
        i += 2;
    }
    return decoded;
}

std::optional<std::string> form_decoded(std::string_view text)
{
    std::string spaced{text};
    std::ranges::replace(spaced, '+', ' ');
    return percent_decoded(spaced);
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char c : text) {
        if (unreserved.find(c) != unreserved.npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates)
{
    constexpr std::size_t longest = 64;  // beyond, nobody has made a slip of the pen
    if (word.size() > longest) return {};
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest) continue;
        const std::size_t far = distance(word, candidate);
        if (far >= least) continue;
        least = far;
        best = candidate;
    }
    return best;
}

}  // namespace narrowcast
