// SPDX-License-Identifier: Apache-2.0
// Words that say nothing about a subject: "the", "heeft", "vandaag".
#pragma once

#include <string_view>

namespace narrowcast {

// `language` is BCP 47. In one without a list (or "und") a word of any of the
// lists counts.
bool is_stop_word(std::string_view folded, std::string_view language);

}  // namespace narrowcast
