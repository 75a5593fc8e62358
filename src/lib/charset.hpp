// SPDX-License-Identifier: Apache-2.0
// Text in any encoding to UTF-8 (ICU's converters and detector).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::lib {

// Nothing when the encoding is unknown or the bytes do not fit it. Names as on the web:
// "iso-8859-1" means windows-1252.
std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

// ICU's best guess, "" if it has none.
std::string detected_charset(std::string_view bytes);

// A document of which encodings were claimed: by the server, by a byte-order mark, by the document
// itself, in this order; a claim that the bytes contradict is passed over. Without a claim that
// holds: valid UTF-8, else the detector's guess. Always valid UTF-8, without a byte-order mark.
std::string document_to_utf8(std::string_view bytes, std::string_view server_says,
                             std::string_view document_says);

}  // namespace narrowcast::lib
