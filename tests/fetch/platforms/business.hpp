// SPDX-License-Identifier: Apache-2.0
// What the tests of the business platforms ask of each of them alike.
#pragma once

#include "fetch/answers.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace narrowcast::test {

inline std::string_view header_of(const Request& request, std::string_view name)
{
    for (const auto& [known, value] : request.headers)
        if (known == name) return value;
    return {};
}

// However one value of an answer is spoiled, all its other items are read; and whatever else comes
// ends in posts or in a sentence. `list`: where its items stand, "" for the answer itself.
inline void check_robust(const SourceConfig& source, const std::string& body,
                         const std::string& list)
{
    const Platform& platform = *platform_named(source.platform);
    const Json::json_pointer place{list};
    for (const std::string& text : mutated(body)) {
        INFO(text);
        const auto page = platform.read(source, {}, answer(text, "application/json"));
        if (!page) {
            check_sentence(page.error().text);
            continue;
        }
        const Json json = *parse_json(text);
        const Json none = Json::array();
        const Json& items =
            json.contains(place) && json.at(place).is_array() ? json.at(place) : none;
        const auto whole = std::count_if(items.begin(), items.end(),
                                         [](const Json& item) { return item.is_object(); });
        CHECK(static_cast<std::ptrdiff_t>(page->posts.size()) + 1 >= whole);
        for (const RawPost& post : page->posts)
            CHECK_FALSE(post.native_id.empty());
    }
    for (const std::string& text : spoiled(body))
        if (const auto page = platform.read(source, {}, answer(text)); !page)
            check_sentence(page.error().text);
}

}  // namespace narrowcast::test
