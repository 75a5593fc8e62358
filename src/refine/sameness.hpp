// SPDX-License-Identifier: Apache-2.0
// What tells posts apart, as hashes: posts that agree in one of these may be the same said twice.
#pragma once

#include "narrowcast/post.hpp"
#include "refine/news.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace narrowcast {

// 0: it has none.
struct Sameness {
    std::uint64_t id = 0, original = 0;  // `original`: of what it reposts; its own if it does not
    std::uint64_t url = 0;
    std::uint64_t words = 0;  // that its author wrote: no links, nobody spoken to
    bool brief = false;       // the words are so few that many say them: `words` is of one account
    std::uint64_t brief_by_name = 0;  // then also of one name
    Outline news;                     // of an article
    std::vector<std::uint64_t> bands;
    struct Author {
        std::uint64_t network = 0, handle = 0, account = 0, name = 0;
        bool operator==(const Author&) const = default;
    } author;

    // All keys but `id` by which others may find it, zeros left out.
    std::vector<std::uint64_t> keys() const;
    bool operator==(const Sameness&) const = default;
};

Sameness sameness_of(const Post& post);

std::uint64_t id_key(std::string_view id);

// One person: the same handle, on another network also the same account without its server, or the
// same name.
bool is_same_author(const Sameness::Author& a, const Sameness::Author& b);

}  // namespace narrowcast
