// SPDX-License-Identifier: Apache-2.0
// Settings that name an item of a list.
#pragma once

#include "config/findings.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::config {

template <class Item>
std::vector<std::string_view> names_in(const std::vector<Item>& items)
{
    std::vector<std::string_view> names;
    for (const Item& item : items)
        if (!item.name.empty()) names.push_back(item.name);
    return names;
}

// Whether the names of a list can be relied on: where one could not be read, who refers to it must
// not be blamed.
template <class Item>
bool names_known(const std::vector<Item>& items, std::string_view pointer, const Findings& findings)
{
    const bool list_read =
        std::none_of(findings.problems.begin(), findings.problems.end(),
                     [&](const Problem& problem) { return problem.pointer == pointer; });
    return list_read && std::none_of(items.begin(), items.end(),
                                     [](const Item& item) { return item.name.empty(); });
}

// `what` in the singular: "there is no topic called ...".
inline void check_name(const std::string& name, const std::string& pointer, std::string_view what,
                       const std::vector<std::string_view>& names, Findings& findings)
{
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    if (!known && findings.sound(pointer))
        findings.say(pointer, "there is no " + std::string{what} + " called " + in_quotes(name) +
                                  suggestion(name, names));
}

// Each of them is the name of one of `items`, which stand at `list`.
template <class Item>
void check_names(const std::vector<std::string>& names, const std::string& pointer,
                 std::string_view what, const std::vector<Item>& items, std::string_view list,
                 Findings& findings)
{
    if (!names_known(items, list, findings)) return;
    const auto known = names_in(items);
    for (std::size_t i = 0; i < names.size(); ++i)
        check_name(names[i], pointer + "/" + std::to_string(i), what, known, findings);
}

}  // namespace narrowcast::config
