// SPDX-License-Identifier: Apache-2.0
// Words of thanks, by language. Pure.
#pragma once

#include "narrowcast/post.hpp"

namespace narrowcast {

// Whether a post has a word of thanks or praise for people: "bedankt", "chapeau", "kudos". In a
// language without a list a word of any of the lists counts.
bool says_thanks(const RoutedPost& routed);

}  // namespace narrowcast
