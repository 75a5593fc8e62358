// SPDX-License-Identifier: Apache-2.0
// No two items of a list may have the same name.
#pragma once

#include "config/findings.hpp"
#include "config/words.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::config {

template <class Item>
void check_unique(const std::vector<Item>& items, const std::string& pointer, Findings& findings)
{
    std::map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string_view name = items[i].name;
        const std::string here = pointer + "/" + std::to_string(i) + "/name";
        if (name.empty() || !findings.sound(here)) continue;
        const auto [found, fresh] = first.emplace(name, i);
        if (!fresh)
            findings.say(here, "the " + ordinal(found->second + 1) + " is called " +
                                   in_quotes(name) + " too: give each a name of its own");
    }
}

}  // namespace narrowcast::config
