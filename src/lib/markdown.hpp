// SPDX-License-Identifier: Apache-2.0
// Markdown as people write it in forums, to HTML (cmark, CommonMark).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

struct Markdown {
    struct Picture {
        std::string url, words;  // as written
    };
    std::string html;  // raw HTML of the author's is left out, line breaks are kept
    std::vector<Picture> pictures;
};

// Any input; of more than 64 KiB it is taken as plain text. Pure, any thread.
Markdown read_markdown(std::string_view text);

}  // namespace narrowcast::lib
