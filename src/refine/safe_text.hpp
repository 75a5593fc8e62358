// SPDX-License-Identifier: Apache-2.0
// Characters that a wall can show, and no others.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

// `text` (valid UTF-8) in NFC, without control characters, bidi embeddings, overrides and isolates,
// invisible and private characters; joiners and variation selectors stay where they shape an emoji
// or a script. At most four combining marks in a row, one space, one empty line; no white space at
// either end.
std::string safe_text(std::string_view text);

// The same in one line.
std::string safe_line(std::string_view text);

}  // namespace narrowcast
