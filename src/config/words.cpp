// SPDX-License-Identifier: Apache-2.0
#include "config/words.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast::config {
namespace {

std::string unescaped(std::string_view token)
{
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        if (escape) ++i;
        text += !escape ? token[i] : token[i] == '0' ? '~' : '/';
    }
    return text;
}

std::string called(const Json& item)
{
    const Json* name = &item;
    if (item.is_object()) {
        const auto found = item.find("name");
        if (found == item.end()) return "";
        name = &*found;
    }
    if (!name->is_string()) return "";
    const auto& text = name->get_ref<const std::string&>();
    constexpr std::size_t longest = 60;
    if (text.empty() || text.size() > longest) return "";
    return " (\"" + text + "\")";
}

// The child that a token of a pointer leads to; nullptr where there is none.
const Json* child(const Json& parent, const std::string& token)
{
    if (parent.is_object()) {
        const auto found = parent.find(token);
        return found == parent.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (!parent.is_array() || error != std::errc{} || end != token.data() + token.size())
        return nullptr;
    return index < parent.size() ? &parent[index] : nullptr;
}

}  // namespace

std::string ordinal(std::size_t number)
{
    const std::size_t tens = number % 100, ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const char* ending = teen        ? "th"
                         : ones == 1 ? "st"
                         : ones == 2 ? "nd"
                         : ones == 3 ? "rd"
                                     : "th";
    return std::to_string(number) + ending;
}

std::string in_words(std::string_view pointer, const Json& root)
{
    if (pointer.empty()) return "the file";
    std::string words;
    const Json* at = &root;
    for (const std::string_view part : split(pointer.substr(1), '/')) {
        const std::string token = unescaped(part);
        const bool item = at != nullptr && at->is_array();
        at = at == nullptr ? nullptr : child(*at, token);
        if (!words.empty()) words += ", ";
        if (!item)
            words += token;
        else if (at != nullptr)
            words += ordinal(static_cast<std::size_t>(std::stoul(token)) + 1) + called(*at);
    }
    return words;
}

}  // namespace narrowcast::config
