// SPDX-License-Identifier: Apache-2.0
// Whether two words are forms of one, so that a headline does not name both. Pure.
#pragma once

#include <string_view>

namespace narrowcast {

// By their endings (of Dutch, English, German and French): "storing" and "storingen", "inlog" and
// "inloggen", "betaling" and "betalen". A rule of thumb: forms that change inside stay two words.
bool is_same_word(std::string_view folded, std::string_view other);

}  // namespace narrowcast
