// SPDX-License-Identifier: Apache-2.0
// What in a post's text is set differently: mentions, hashtags, addresses, deciding words. Pure.
#pragma once

#include "narrowcast/post.hpp"
#include "narrowcast/scene.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

struct Stretch {
    std::size_t begin = 0, end = 0;  // bytes
    bool operator==(const Stretch&) const = default;
};

// "@polderbank", "@sanne@polder.example", "#storing", "https://...": in order, apart.
std::vector<Stretch> links_in(std::string_view text);

// The words that decided, in order, apart, within the text and on whole characters.
std::vector<Stretch> deciding_words(std::string_view text, const Mood& mood);

// A text with its parts.
struct Parts {
    std::string text;
    std::vector<Stretch> links, words;
};

// With marks around every link, so that in a right-to-left text "@name" keeps its sign in front.
Parts isolated(const Parts& parts);

// Spans that do not overlap: links in `link`, deciding words underlined, both where they meet.
struct Ornament {
    Colour plain, link, underline;
    Weight weight = Weight::medium;
};
std::vector<Span> ornamented(const Parts& parts, const Ornament& ornament);

}  // namespace narrowcast
