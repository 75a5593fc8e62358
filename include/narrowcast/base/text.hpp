// SPDX-License-Identifier: Apache-2.0
// UTF-8 and plain string work that needs no Unicode tables (those are in lib/icu.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Invalid bytes replaced by U+FFFD, one per maximal subpart (WHATWG Encoding). Valid text is
// returned unchanged.
std::string repair_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);

std::string_view trimmed(std::string_view text);  // without ASCII white space at both ends
std::vector<std::string_view> split(std::string_view text, char separator);
std::string joined(std::span<const std::string> parts, std::string_view separator);
std::string ascii_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII letters only

// Percent-encoding of URLs; nothing when a '%' is not followed by two hexadecimal digits. The form
// variant reads '+' as a space. The encoder leaves RFC 3986's unreserved characters as they are.
std::optional<std::string> percent_decoded(std::string_view text);
std::optional<std::string> form_decoded(std::string_view text);
std::string percent_encoded(std::string_view text);

// The candidate most like `word` (Damerau-Levenshtein at most a third of its length), or "":
// for "did you mean".
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace narrowcast
