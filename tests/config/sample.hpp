// SPDX-License-Identifier: Apache-2.0
// A small configuration without faults, and what is said when a part of it is replaced.
#pragma once

#include "narrowcast/config.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::test {

inline constexpr std::string_view good_wall = R"({
    // a comment
    "company": {"name": "Polderbank", "time_zone": "Europe/Amsterdam"},
    "languages": ["nl", "en"],
    "topics": [
        {"name": "Service", "query": "wachttijd*"},
        {"name": "Storing", "query": "storing OR plat"}
    ],
    "departments": [{"name": "Klantenservice", "topics": ["Service", "Storing"]}],
    "screens": [
        {"name": "hal-1"},
        {"name": "coffee-3", "department": "Klantenservice", "viewing_distance": 4}
    ],
    "look": {"per_slide": "8 s", "theme": "dark"},
    "blocked": {"words": ["poen*"], "people": []}
}
)";

inline constexpr std::string_view good_hub = R"({
    "sources": [
        {"name": "Forum", "platform": "rss", "url": "https://forum.polder.example/latest.rss"},
        {"name": "Fediverse", "platform": "mastodon", "url": "https://social.example",
         "tag": "Polderbank", "credential": "mastodon-token", "language": "nl", "every": "2 min"}
    ],
    "storage": {"keep": "400 days"},
    "listen": {"address": "127.0.0.1", "port": 8350}
}
)";

// `text` with `from`, which it must hold, replaced by `to`.
inline std::string changed(std::string_view text, std::string_view from, std::string_view to)
{
    std::string result{text};
    const auto at = result.find(from);
    REQUIRE(at != result.npos);
    return result.replace(at, from.size(), to);
}

inline Loaded loaded(std::string_view wall, std::string_view hub, const Checks& checks = {})
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", wall);
    folder.write("hub.json", hub);
    return load_config(folder.path(), checks);
}

// What is said, with "FOLDER" for the folder.
inline std::vector<std::string> spelled(const std::vector<Refusal>& refusals,
                                        const std::filesystem::path& folder)
{
    std::vector<std::string> lines;
    for (const Refusal& refusal : refusals) {
        std::string line = refusal.spelled();
        for (auto at = line.find(folder.string()); at != line.npos; at = line.find(folder.string()))
            line.replace(at, folder.string().size(), "FOLDER");
        lines.push_back(line);
    }
    return lines;
}

inline std::vector<std::string> said_about(std::string_view wall, std::string_view hub,
                                           const Checks& checks = {})
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", wall);
    folder.write("hub.json", hub);
    return spelled(load_config(folder.path(), checks).refusals, folder.path());
}

using Lines = std::vector<std::string>;

}  // namespace narrowcast::test
