// SPDX-License-Identifier: Apache-2.0
// Takes values out of JSON that strangers wrote.
#include "fetch/platforms/take.hpp"

namespace narrowcast {

const Json& member(const Json& json, const char* key)
{
    static const Json nothing;
    if (!json.is_object()) return nothing;
    const auto found = json.find(key);
    return found == json.end() ? nothing : *found;
}

std::string text_of(const Json& json)
{
    if (json.is_string()) return json.get<std::string>();
    if (json.is_number_unsigned()) return std::to_string(json.get<std::uint64_t>());
    if (json.is_number_integer()) return std::to_string(json.get<std::int64_t>());
    return {};
}

std::string text_in(const Json& json, const char* key) { return text_of(member(json, key)); }

std::string first_text_in(const Json& json, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        if (std::string text = text_in(json, key); !text.empty()) return text;
    return {};
}

bool true_in(const Json& json, const char* key)
{
    const Json& value = member(json, key);
    return value.is_boolean() && value.get<bool>();
}

std::optional<std::int64_t> count_in(const Json& json, const char* key)
{
    const Json& value = member(json, key);
    if (!value.is_number_integer()) return {};
    const auto count = value.get<std::int64_t>();
    return count < 0 ? std::nullopt : std::optional{count};
}

std::optional<Time> time_in(const Json& json, const char* key)
{
    const Json& value = member(json, key);
    if (value.is_string()) return from_rfc3339(value.get_ref<const std::string&>());
    if (const auto seconds = count_in(json, key); seconds && *seconds < 100'000'000'000)
        return Time{std::chrono::seconds{*seconds}};
    return {};
}

}  // namespace narrowcast
