// SPDX-License-Identifier: Apache-2.0
// What is wrong with one file so far.
#pragma once

#include "narrowcast/base/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::config {

struct Findings {
    std::vector<Problem> problems;

    void say(std::string pointer, std::string text)
    {
        problems.push_back({std::move(pointer), std::move(text)});
    }

    // Nothing was said yet about this setting or a part of it. A setting that could not be read
    // has its default value: what refers to it must not be blamed for that.
    bool sound(std::string_view pointer) const;
};

std::string in_quotes(std::string_view text);                    // "text", shortened if long
std::string listed(const std::vector<std::string_view>& names);  // "a", "b" or "c"

// `; did you mean "x"?` or, if nothing is like it, `; there is "a", "b" or "c"`.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace narrowcast::config
