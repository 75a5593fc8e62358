// SPDX-License-Identifier: Apache-2.0
// One line per field: read, write, explain and check a struct from the same list.
//
//     struct SourceConfig {
//         std::string platform;
//         static constexpr std::tuple fields{
//             Field{"platform", &SourceConfig::platform, "mastodon, rss ...", required},
//         };
//     };
//
// An enum is written by name through a function found beside it:
//     constexpr std::array<std::string_view, 2> names_of(Theme) { return {"dark", "light"}; }
#pragma once

#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace narrowcast {

// What a field's value must be, beyond its type. Bounds hold for numbers, for the seconds of a
// duration and for the length of lists and texts.
struct Rule {
    bool needed = false;  // must be in the file
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    std::string_view pattern = {};  // ECMAScript regular expression, whole text
    std::string_view example = {};  // for messages, schema and the written sample
};

inline constexpr Rule required{.needed = true};
constexpr Rule between(double least, double most) { return {.least = least, .most = most}; }
constexpr Rule at_least(double least) { return {.least = least}; }
constexpr Rule matching(std::string_view pattern, std::string_view example)
{
    return {.pattern = pattern, .example = example};
}

template <class Struct, class Member>
struct Field {
    std::string_view name;
    Member Struct::*member;
    std::string_view help;  // one sentence for the person who edits it
    Rule rule{};
};

template <class Struct, class Member>
Field(std::string_view, Member Struct::*, std::string_view) -> Field<Struct, Member>;
template <class Struct, class Member>
Field(std::string_view, Member Struct::*, std::string_view, Rule) -> Field<Struct, Member>;

template <class T>
concept HasFields = requires
{
    std::remove_cvref_t<T>::fields;
};

template <class T>
concept NamedEnum = std::is_enum_v<std::remove_cvref_t<T>> && requires
{
    names_of(std::remove_cvref_t<T>{});
};

// Calls visit(field) for every field of a Struct, in order.
template <class Struct, class Visit>
constexpr void for_each_field(Visit&& visit)
{
    std::apply([&](const auto&... field) { (visit(field), ...); },
               std::remove_cvref_t<Struct>::fields);
}

}  // namespace narrowcast
