// SPDX-License-Identifier: Apache-2.0
// Web addresses, and the links, mentions and hashtags of a text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// `url` without the parameters that only say where a reader came from.
std::string untracked(std::string_view url);

// `text` with all its links untracked.
std::string with_untracked_links(std::string text);

// `url` if a reader or a screen may follow it (http, https, or relative: a demo's picture), else
// "".
std::string web_address(std::string_view url);

// A part of a text that is no word of its author's.
struct Special {
    enum class Kind { link, mention, hashtag };
    Kind kind = Kind::link;
    std::size_t begin = 0, end = 0;  // bytes
};
std::vector<Special> specials_of(std::string_view text);  // in order, apart from each other
void find_specials(std::string_view text, std::vector<Special>& specials);  // the same, put there

}  // namespace narrowcast
