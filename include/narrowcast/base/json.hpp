// SPDX-License-Identifier: Apache-2.0
// JSON to structs and back through their `fields`. Heavy to include: only .cpp files do.
//
// Spelling: Time is RFC 3339, a duration "8 s" / "10 min" / "2 h" / "400 days" (or seconds as a
// number), an enum its name, an optional absent or its value, a variant an object whose "scene"
// (the alternative's `static constexpr std::string_view tag`) says which. Members that equal the
// default are left out by write() when `sparse`.
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

using Json = nlohmann::ordered_json;

// One thing wrong with a document, for a person.
struct Problem {
    std::string pointer;  // RFC 6901 pointer of the value (or of the object that lacks a key)
    std::string text;     // what was wrong, what is allowed, did you mean
    bool operator==(const Problem&) const = default;
};

// Where in the text a value stands; lines and columns count from 1, columns in characters.
struct Place {
    std::size_t line = 0, column = 0;
};

// A parsed text that remembers where each value (and key) stands.
struct Document {
    Json root;
    std::vector<Problem> problems;  // keys that stand twice in one object; the last one counts
    std::map<std::string, Place, std::less<>> places;  // by pointer: of the key, or of the item
    Place place_of(std::string_view pointer) const;    // of the nearest known ancestor
};

inline constexpr std::size_t deepest_json =
    64;  // levels; deeper is garbled, never a stack overflow

// Untrusted answers: invalid UTF-8 is repaired, depth is limited, comments are not allowed.
// Fault::garbled with line, column and what was expected.
Result<Json> parse_json(std::string_view text);

// Why a text is no JSON, and where.
struct Misread {
    Place place;
    std::string text;
};

// Files that people edit: comments allowed, places are kept.
std::expected<Document, Misread> parse_document(std::string_view text);

std::string dump(const Json& json, int indent = -1);  // never throws: invalid UTF-8 is replaced

// How far from "8 s" to seconds: nothing if it is not a duration.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);
std::string spell_duration(std::chrono::seconds duration);

}  // namespace narrowcast

#include "narrowcast/base/json_fields.hpp"  // write<T>(), read<T>(), schema<T>()
