// SPDX-License-Identifier: Apache-2.0
// Queries and posts of a small vocabulary, so that they often meet.
#pragma once

#include "query/query.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace narrowcast::test {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_{seed} {}

    std::size_t below(std::size_t n)
    {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(state_ >> 33) % n;
    }

    std::string query(int depth = 0)
    {
        switch (depth > 3 ? below(4) : below(9)) {
            case 0:
                return word();
            case 1:
                return word() + "*";
            case 2:
                return "\"" + word() + " " + word() + "\"";
            case 3:
                return fact();
            case 4:
                return "NOT " + query(depth + 1);
            case 5:
                return word() + " near/" + std::to_string(below(3)) + " (" + word() + " OR " +
                       word() + "*)";
            case 6:
                return "(" + query(depth + 1) + " OR " + query(depth + 1) + ")";
            default:
                return "(" + query(depth + 1) + " AND " + query(depth + 1) + ")";
        }
    }

    std::string text()
    {
        std::string made;
        for (std::size_t i = below(8); i > 0; --i)
            made += word() + (below(3) ? " " : "ish ");
        return made;
    }

    Post post()
    {
        Post made;
        made.id = below(2) ? "mastodon:1" : "x:1";
        made.source = below(2) ? "Het forum" : "Fediverse";
        made.network = "mastodon";
        made.text = text();
        if (below(3) == 0) made.title = word();
        made.author.handle = below(2) ? "@sanne@polder.example" : "@jan@social.example";
        made.author.name = below(2) ? "Sanne de Vries" : "Jan";
        made.language = pick({"nl", "nl-BE", "en"});
        if (below(2)) made.media.resize(1);
        return made;
    }

private:
    std::string pick(std::initializer_list<const char*> from)
    {
        return from.begin()[below(from.size())];
    }
    std::string word() { return pick({"app", "storing", "Créme", "and", "9.5", "coca-cola"}); }
    std::string fact()
    {
        return pick({"author:@sanne", "author:jan@social.example", "author:\"de Vries\"",
                     "author:sa*", "lang:nl", "lang:nl-BE", "source:mastodon",
                     "source:\"Het forum\"", "has:media"});
    }

    std::uint64_t state_;
};

}  // namespace narrowcast::test
