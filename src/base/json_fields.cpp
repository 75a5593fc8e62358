// SPDX-License-Identifier: Apache-2.0
// The sentences that read() says, kept out of the templates.
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"

#include <cmath>
#include <regex>

namespace narrowcast::json_detail {
namespace {

std::string spell_number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return std::to_string(static_cast<std::int64_t>(value));
    std::string text = std::to_string(value);
    return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string listed(const std::vector<std::string_view>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
        text += "\"" + std::string{names[i]} + "\"";
    }
    return text;
}

std::string shortened(std::string_view text)
{
    constexpr std::size_t most = 40;
    if (text.size() <= most) return std::string{text};
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return std::string{text.substr(0, end)} + "...";
}

std::string spell_found(const Json& found)
{
    if (found.is_string()) return "\"" + shortened(found.get_ref<const std::string&>()) + "\"";
    if (found.is_object()) return "an object { }";
    if (found.is_array()) return "a list [ ]";
    return shortened(dump(found));
}

std::string allowed(const Rule& rule, const std::string& least, const std::string& most)
{
    if (std::isinf(rule.most)) return "at least " + least;
    if (std::isinf(rule.least)) return "at most " + most;
    return "between " + least + " and " + most;
}

}  // namespace

std::string escaped(std::string_view key)
{
    std::string text;
    for (const char c : key) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

void say_unknown(std::string_view key, const std::vector<std::string_view>& known,
                 const std::string& pointer, std::vector<Problem>& problems)
{
    std::string text = "there is no setting called \"" + shortened(key) + "\" here";
    const std::string_view meant = closest(key, known);
    text += meant.empty() ? "; the settings here are " + listed(known)
                          : "; did you mean \"" + std::string{meant} + "\"?";
    problems.push_back({pointer, std::move(text)});
}

void say_type(std::string_view wanted, const Json& found, const std::string& pointer,
              std::vector<Problem>& problems)
{
    problems.push_back(
        {pointer, "must be " + std::string{wanted} + ", but is " + spell_found(found)});
}

void say_choice(std::string_view found, std::vector<std::string_view> choices,
                const std::string& pointer, std::vector<Problem>& problems)
{
    std::string text = "must be " + listed(choices) + ", but is \"" + shortened(found) + "\"";
    if (const std::string_view meant = closest(found, choices); !meant.empty())
        text += "; did you mean \"" + std::string{meant} + "\"?";
    problems.push_back({pointer, std::move(text)});
}

void say_missing(std::string_view key, std::string_view help, const std::string& pointer,
                 std::vector<Problem>& problems)
{
    problems.push_back({pointer, "the setting \"" + std::string{key} + "\" is missing (" +
                                     std::string{help} + ")"});
}

void check_number(double value, const Rule& rule, const std::string& pointer,
                  std::vector<Problem>& problems)
{
    if (value >= rule.least && value <= rule.most) return;
    problems.push_back(
        {pointer, "must be " + allowed(rule, spell_number(rule.least), spell_number(rule.most)) +
                      ", but is " + spell_number(value)});
}

void check_duration(std::chrono::seconds value, const Rule& rule, const std::string& pointer,
                    std::vector<Problem>& problems)
{
    const auto count = static_cast<double>(value.count());
    if (count >= rule.least && count <= rule.most) return;
    const auto spelled = [](double bound) {
        return std::isinf(bound) ? std::string{}
                                 : spell_duration(std::chrono::seconds{std::llround(bound)});
    };
    problems.push_back({pointer, "must be " +
                                     allowed(rule, spelled(rule.least), spelled(rule.most)) +
                                     ", but is " + spell_duration(value)});
}

void check_length(std::size_t length, const Rule& rule, std::string_view unit,
                  const std::string& pointer, std::vector<Problem>& problems)
{
    const auto count = static_cast<double>(length);
    if (count >= rule.least && count <= rule.most) return;
    problems.push_back(
        {pointer, "must have " + allowed(rule, spell_number(rule.least), spell_number(rule.most)) +
                      " " + std::string{unit} + ", but has " + std::to_string(length)});
}

void check_text(const std::string& value, const Rule& rule, const std::string& pointer,
                std::vector<Problem>& problems)
{
    const auto characters =
        static_cast<std::size_t>(std::count_if(value.begin(), value.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        }));
    check_length(characters, rule, "characters", pointer, problems);
    if (rule.pattern.empty() || characters > 10'000) return;
    if (std::regex_match(value, std::regex{std::string{rule.pattern}})) return;
    std::string text = "\"" + shortened(value) + "\" is not allowed here";
    if (!rule.example.empty()) text += "; write it like \"" + std::string{rule.example} + "\"";
    problems.push_back({pointer, std::move(text)});
}

std::string described(std::string_view help, const Rule& rule)
{
    std::string text{help};
    if (!rule.example.empty()) text += ", such as \"" + std::string{rule.example} + "\"";
    return text;
}

void add_rule(Json& schema, const Rule& rule)
{
    const auto type = schema.find("type");
    const std::string kind =
        type != schema.end() && type->is_string() ? type->get<std::string>() : "";
    const char* least = kind == "string" ? "minLength" : kind == "array" ? "minItems" : "minimum";
    const char* most = kind == "string" ? "maxLength" : kind == "array" ? "maxItems" : "maximum";
    const bool counted = kind == "string" || kind == "array" || kind == "integer";
    const auto bound = [&](double value) {
        return counted ? Json(std::llround(value)) : Json(value);
    };
    if (!std::isinf(rule.least) && !kind.empty()) schema[least] = bound(rule.least);
    if (!std::isinf(rule.most) && !kind.empty()) schema[most] = bound(rule.most);
    if (!rule.pattern.empty()) schema["pattern"] = "^(" + std::string{rule.pattern} + ")$";
    if (!rule.example.empty()) schema["examples"] = Json::array({std::string{rule.example}});
}

}  // namespace narrowcast::json_detail
