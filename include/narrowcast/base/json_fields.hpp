// SPDX-License-Identifier: Apache-2.0
// write, read and schema of any type made of `fields`. Included by base/json.hpp only.
#pragma once

#include <charconv>
#include <concepts>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace narrowcast {

// How tolerant read() is: people's files are checked to the letter, a hub of another version is
// not.
enum class Strictness { tolerant, strict };

namespace json_detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;

std::string escaped(std::string_view key);  // as a token of an RFC 6901 pointer
void say_unknown(std::string_view key, const std::vector<std::string_view>& known,
                 const std::string& pointer, std::vector<Problem>& problems);
void say_type(std::string_view wanted, const Json& found, const std::string& pointer,
              std::vector<Problem>& problems);
void say_choice(std::string_view found, std::vector<std::string_view> choices,
                const std::string& pointer, std::vector<Problem>& problems);
void say_missing(std::string_view key, std::string_view help, const std::string& pointer,
                 std::vector<Problem>& problems);
void check_number(double value, const Rule& rule, const std::string& pointer,
                  std::vector<Problem>& problems);
void check_duration(std::chrono::seconds value, const Rule& rule, const std::string& pointer,
                    std::vector<Problem>& problems);
void check_length(std::size_t length, const Rule& rule, std::string_view unit,
                  const std::string& pointer, std::vector<Problem>& problems);
void check_text(const std::string& value, const Rule& rule, const std::string& pointer,
                std::vector<Problem>& problems);
std::string described(std::string_view help, const Rule& rule);
void add_rule(Json& schema, const Rule& rule);

}  // namespace json_detail

// ---- write -----------------------------------------------------------------------------------

template <class T>
Json write(const T& value, bool sparse = false)
{
    using namespace json_detail;
    if constexpr (HasFields<T>) {
        Json object = Json::object();
        const T defaults{};
        for_each_field<T>([&](const auto& field) {
            const auto& member = value.*field.member;
            if (sparse && member == defaults.*field.member) return;
            object[std::string{field.name}] = write(member, sparse);
        });
        return object;
    } else if constexpr (std::is_same_v<T, Time>) {
        return to_rfc3339(value);
    } else if constexpr (std::is_same_v<T, std::chrono::seconds>) {
        return spell_duration(value);
    } else if constexpr (NamedEnum<T>) {
        return std::string{names_of(value)[static_cast<std::size_t>(value)]};
    } else if constexpr (is_optional<T>) {
        return value ? write(*value, sparse) : Json(nullptr);
    } else if constexpr (is_vector<T>) {
        Json array = Json::array();
        for (const auto& item : value)
            array.push_back(write(item, sparse));
        return array;
    } else if constexpr (is_variant<T>) {
        return std::visit(
            [&](const auto& alternative) {
                Json object = Json::object();
                object["scene"] = std::string{std::remove_cvref_t<decltype(alternative)>::tag};
                object.update(write(alternative, sparse));
                return object;
            },
            value);
    } else {
        return Json(value);
    }
}

// ---- read ------------------------------------------------------------------------------------

template <class T>
void read(const Json& json, T& value, const std::string& pointer, std::vector<Problem>& problems,
          Strictness strictness, const Rule& rule = {});

namespace json_detail {

template <class T>
void read_fields(const Json& json, T& value, const std::string& pointer,
                 std::vector<Problem>& problems, Strictness strictness)
{
    if (!json.is_object()) return say_type("an object { }", json, pointer, problems);
    std::vector<std::string_view> known;
    for_each_field<T>([&](const auto& field) {
        known.push_back(field.name);
        const auto found = json.find(std::string{field.name});
        if (found != json.end())
            read(*found, value.*field.member, pointer + "/" + escaped(field.name), problems,
                 strictness, field.rule);
        else if (field.rule.needed && strictness == Strictness::strict)
            say_missing(field.name, described(field.help, field.rule), pointer, problems);
    });
    if (strictness == Strictness::tolerant) return;
    for (const auto& [key, unused] : json.items())
        if (std::find(known.begin(), known.end(), key) == known.end() && key != "scene")
            say_unknown(key, known, pointer + "/" + escaped(key), problems);
}

template <class Variant, std::size_t... Index>
void read_variant(const Json& json, Variant& value, const std::string& pointer,
                  std::vector<Problem>& problems, Strictness strictness,
                  std::index_sequence<Index...>)
{
    if (!json.is_object()) return say_type("an object { }", json, pointer, problems);
    const auto scene = json.find("scene");
    const std::string tag =
        scene != json.end() && scene->is_string() ? scene->template get<std::string>() : "";
    const auto try_one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        using Alternative = std::variant_alternative_t<I, Variant>;
        if (tag != Alternative::tag) return false;
        Alternative alternative{};
        read_fields(json, alternative, pointer, problems, strictness);
        value = std::move(alternative);
        return true;
    };
    if ((try_one(std::integral_constant<std::size_t, Index>{}) || ...)) return;
    say_choice(tag, {std::variant_alternative_t<Index, Variant>::tag...}, pointer + "/scene",
               problems);
}

template <class T>
void read_number(const Json& json, T& value, const std::string& pointer,
                 std::vector<Problem>& problems, const Rule& rule)
{
    const bool whole = std::is_integral_v<T>;
    if (!json.is_number() || (whole && !json.is_number_integer()))
        return say_type(whole ? "a whole number" : "a number", json, pointer, problems);
    const auto exact = json.get<double>();
    constexpr auto least = static_cast<double>(std::numeric_limits<T>::lowest());
    constexpr auto most = static_cast<double>(std::numeric_limits<T>::max());
    if (!(exact >= least && exact <= most))  // would wrap
        return check_number(
            exact, Rule{.least = std::max(least, rule.least), .most = std::min(most, rule.most)},
            pointer, problems);
    value = json.get<T>();
    check_number(static_cast<double>(value), rule, pointer, problems);
}

}  // namespace json_detail

template <class T>
// NOLINTNEXTLINE(readability-function-cognitive-complexity): of its branches one is compiled
void read(const Json& json, T& value, const std::string& pointer, std::vector<Problem>& problems,
          Strictness strictness, const Rule& rule)
{
    using namespace json_detail;
    if constexpr (HasFields<T>) {
        read_fields(json, value, pointer, problems, strictness);
    } else if constexpr (std::is_same_v<T, Time>) {
        const auto time =
            json.is_string() ? from_rfc3339(json.get_ref<const std::string&>()) : std::nullopt;
        if (!time)
            return say_type("a time such as \"2026-11-21T20:15:00Z\"", json, pointer, problems);
        value = *time;
    } else if constexpr (std::is_same_v<T, std::chrono::seconds>) {
        const auto duration =
            json.is_number_integer() ? std::optional{std::chrono::seconds{json.get<std::int64_t>()}}
            : json.is_string()       ? parse_duration(json.get_ref<const std::string&>())
                                     : std::nullopt;
        if (!duration)
            return say_type("a duration such as \"30 s\", \"10 min\", \"2 h\" or \"400 days\"",
                            json, pointer, problems);
        value = *duration;
        check_duration(value, rule, pointer, problems);
    } else if constexpr (NamedEnum<T>) {
        constexpr auto names = names_of(T{});
        if (!json.is_string()) return say_type("a text in quotes", json, pointer, problems);
        const auto& text = json.get_ref<const std::string&>();
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == text) return void(value = static_cast<T>(i));
        say_choice(text, {names.begin(), names.end()}, pointer, problems);
    } else if constexpr (is_optional<T>) {
        if (json.is_null()) return value.reset();
        typename T::value_type inner{};
        read(json, inner, pointer, problems, strictness, rule);
        value = std::move(inner);
    } else if constexpr (is_vector<T>) {
        if (!json.is_array()) return say_type("a list [ ]", json, pointer, problems);
        value.clear();
        for (std::size_t i = 0; i < json.size(); ++i)
            read(json[i], value.emplace_back(), pointer + "/" + std::to_string(i), problems,
                 strictness);
        check_length(value.size(), rule, "items", pointer, problems);
    } else if constexpr (is_variant<T>) {
        read_variant(json, value, pointer, problems, strictness,
                     std::make_index_sequence<std::variant_size_v<T>>{});
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_boolean()) return say_type("true or false", json, pointer, problems);
        value = json.get<bool>();
    } else if constexpr (std::is_arithmetic_v<T>) {
        read_number(json, value, pointer, problems, rule);
    } else {
        if (!json.is_string()) return say_type("a text in quotes", json, pointer, problems);
        value = json.get<std::string>();
        check_text(value, rule, pointer, problems);
    }
}

// ---- schema ----------------------------------------------------------------------------------

// JSON Schema 2020-12 of a type, without "$schema".
template <class T>
Json schema()
{
    using namespace json_detail;
    Json json = Json::object();
    if constexpr (HasFields<T>) {
        json["type"] = "object";
        json["additionalProperties"] = false;
        Json needed = Json::array();
        for_each_field<T>([&](const auto& field) {
            using Member = std::remove_cvref_t<decltype(std::declval<T>().*field.member)>;
            Json property = schema<Member>();
            property["description"] = std::string{field.help};
            add_rule(property, field.rule);
            const T defaults{};
            if (!field.rule.needed) property["default"] = write(defaults.*field.member);
            json["properties"][std::string{field.name}] = std::move(property);
            if (field.rule.needed) needed.push_back(std::string{field.name});
        });
        if (!needed.empty()) json["required"] = std::move(needed);
    } else if constexpr (std::is_same_v<T, Time>) {
        json["type"] = "string";
        json["format"] = "date-time";
    } else if constexpr (std::is_same_v<T, std::chrono::seconds>) {
        json["type"] = Json::array({"string", "integer"});
        json["pattern"] = "^[0-9]+ *(s|min|h|days?)$";
    } else if constexpr (NamedEnum<T>) {
        json["enum"] = Json::array();
        for (const std::string_view name : names_of(T{}))
            json["enum"].push_back(std::string{name});
    } else if constexpr (is_optional<T>) {
        json["anyOf"] = Json::array({schema<typename T::value_type>(), Json{{"type", "null"}}});
    } else if constexpr (is_vector<T>) {
        json["type"] = "array";
        json["items"] = schema<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, bool>) {
        json["type"] = "boolean";
    } else if constexpr (std::is_integral_v<T>) {
        json["type"] = "integer";
    } else if constexpr (std::is_floating_point_v<T>) {
        json["type"] = "number";
    } else {
        json["type"] = "string";
    }
    return json;
}

}  // namespace narrowcast
