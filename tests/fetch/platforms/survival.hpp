// SPDX-License-Identifier: Apache-2.0
// What every platform must survive: any answer, spoiled in any way.
#pragma once

#include "fetch/answers.hpp"

#include <string>

namespace narrowcast::test {

// Every mutation of a recorded answer, and everything else that is no answer at all, ends in posts
// that can be kept or in a sentence; and the position it leaves can be asked from.
inline void check_survives(const Platform& platform, const SourceConfig& source,
                           const std::string& file)
{
    const auto check = [&](const std::string& body, const std::string& position) {
        Cursor cursor;
        cursor.position = position;
        const auto page = platform.read(source, cursor, answer(body));
        if (!page) return check_sentence(page.error().text);
        for (const RawPost& post : page->posts) {
            CHECK_FALSE(post.native_id.empty());
            CHECK((is_utf8(post.text) && is_utf8(post.title) && is_utf8(post.author.name)));
            CHECK((!post.rating || (*post.rating >= 1 && *post.rating <= 5)));
        }
        for (const std::string& sentence : page->garbled)
            CHECK(is_utf8(sentence));
        (void)platform.ask(source, page->next, at("2026-11-21T12:00:00Z"));
    };
    const std::string body = recorded(file);
    for (const std::string& mutation : mutated(body))
        check(mutation, "");
    for (const std::string& spoilt : spoiled(body))
        check(spoilt, "");
    for (const char* position : {"x", "1", "1795168800", "{}", "1 2 3 4", "-1", "9e99"})
        check(body, position);
}

// In a list of two or more, one item of another type costs no other item.
inline void check_others_survive(const Platform& platform, const SourceConfig& source,
                                 const std::string& file, const std::string& pointer)
{
    const Json good = *parse_json(recorded(file));
    const auto count = platform.read(source, {}, answer(dump(good)))->posts.size();
    REQUIRE(count >= 2);
    const Json::json_pointer place{pointer};
    for (std::size_t i = 0; i < good.at(place).size(); ++i)
        for (const char* other : {"null", "7", "\"x\"", "[]", "{}"}) {
            Json changed = good;
            changed[place][i] = *parse_json(other);
            const auto page = platform.read(source, {}, answer(dump(changed)));
            REQUIRE(page);
            CHECK(page->posts.size() >= count - 1);
        }
}

}  // namespace narrowcast::test
