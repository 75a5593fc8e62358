// SPDX-License-Identifier: Apache-2.0
// When an original goes or says something else, what repeated it is looked at again: one of the
// twins takes its place on the wall, the others repeat that one from then on.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"

#include <cstddef>

namespace narrowcast {

// Puts twins of posts that were edited since the last call.
Result<std::size_t> part_from_edited(Store& store, Refiner& refiner);

// Puts twins of posts that are not held any more, as far back as a wall shows at `now`.
Result<std::size_t> adopt_orphans(Store& store, Refiner& refiner, Time now);

}  // namespace narrowcast
