// SPDX-License-Identifier: Apache-2.0
// Reads the text format of Prometheus as strictly as it is written down.
#pragma once

#include "narrowcast/base/text.hpp"
#include "support/catch.hpp"

#include <map>
#include <regex>
#include <set>
#include <string>

namespace narrowcast::test {

using Series = std::map<std::string, double>;  // by name with labels

// Every line is `name{labels} number` or a comment; no series twice; each family has its type once,
// before its values.
inline Series parsed_metrics(const std::string& text)
{
    static const std::regex sample{
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_]\w*="([^"\\\n]|\\["\\n])*",?)+\})? (-?[0-9.]+))re"};
    static const std::regex comment{R"(# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+))"};
    REQUIRE((text.empty() || text.ends_with('\n')));
    Series series;
    std::set<std::string> typed;
    for (const std::string_view part : split(trimmed(text), '\n')) {
        const std::string line{part};
        INFO(line);
        std::smatch match;
        if (line.empty()) continue;
        if (std::regex_match(line, match, comment)) {
            if (match[1] == "HELP") continue;
            CHECK(typed.insert(match[2]).second);
            const bool known = match[3] == "counter" || match[3] == "gauge";
            CHECK(known);
            continue;
        }
        REQUIRE(std::regex_match(line, match, sample));
        CHECK(typed.contains(match[1]));
        CHECK(series.emplace(match[1].str() + match[2].str(), std::stod(match[5])).second);
    }
    return series;
}

}  // namespace narrowcast::test
