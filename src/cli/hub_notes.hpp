// SPDX-License-Identifier: Apache-2.0
// What the hub keeps between its runs, for the verbs that ask a source themselves.
#pragma once

#include "fetch/commons.hpp"

#include "narrowcast/config.hpp"

namespace narrowcast {

// What was spent, and the sessions that are open; nothing where the hub never ran.
FetchNotes notes_of(const Config& config);

}  // namespace narrowcast
