// SPDX-License-Identifier: Apache-2.0
// One card for what many say: a post, and who else had the same.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"

namespace narrowcast {

// The slide of a post with the outlets and networks that repeat it, and at least as many reposts as
// the store has seen.
Result<PostSlide> card_of(RoutedPost routed, const Store& store);

}  // namespace narrowcast
