// SPDX-License-Identifier: Apache-2.0
// HTML as platforms and feeds send it, to plain text (Gumbo).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// Paragraphs end in an empty line, other blocks and <br> in a new line, list items begin with a
// bullet or their number. Scripts, styles, comments and Mastodon's "invisible" parts are left out,
// "ellipsis" parts end in one. Links keep their words; of pictures only an emoji's name stays.
// Entities are decoded once, white space is collapsed. Any input, of any depth: `html` is valid
// UTF-8, and so is the answer. Pure, any thread.
std::string text_of_html(std::string_view html);

// The links in HTML with the words on each, and those between it and the next one, on one line
// each. For lists of links; of HTML with a thousand tags or more none are found.
struct HtmlLink {
    std::string url;  // as written
    std::string words, after;
};
std::vector<HtmlLink> links_of_html(std::string_view html);

}  // namespace narrowcast::lib
