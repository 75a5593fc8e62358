// SPDX-License-Identifier: Apache-2.0
// What part a slide plays in a round, and which slide of one edition is which of the next.
#pragma once

#include "narrowcast/edition.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

enum class Role {
    post,   // once a round, in an order that authors and freshness decide
    often,  // a crisis, a pinned announcement: after every second post
    today,  // about every sixth post
    once,   // once a round
};
Role role_of(const Slide& slide);

// The same for a slide whose numbers have changed; another for an announcement in other words.
std::string key_of(const Slide& slide);

// The slides of an offer, each key once, in its order: posts, and what comes between them.
struct Cast {
    std::vector<PostSlide> posts;
    std::vector<Slide> others;

    std::size_t size() const { return posts.size() + others.size(); }
};
Cast cast_of(std::vector<Slide> slides);

// "" for what has no author: it never counts as the same one.
std::string_view author_of(const PostSlide& slide);

std::set<std::string> posts_on(const Slide& slide);  // their ids

}  // namespace narrowcast
