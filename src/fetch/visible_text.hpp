// SPDX-License-Identifier: Apache-2.0
// What a person sees of a text as a platform sent it.
#pragma once

#include "narrowcast/post.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

// Plain text in valid UTF-8, without characters that cannot be seen.
std::string visible_text(std::string_view text, Markup markup);

// All words of visible_text(), and perhaps more that is none of it, quickly: to find out that a
// word is not there. Nothing for the rare text that must be read properly for this.
std::optional<std::string> hasty_text(std::string_view text, Markup markup);

}  // namespace narrowcast
