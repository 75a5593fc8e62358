// SPDX-License-Identifier: Apache-2.0
// How often this thread has asked for memory: linking allocations.cpp counts every operator new.
#pragma once

#include <cstddef>

namespace narrowcast::bench {

std::size_t allocations();

}  // namespace narrowcast::bench
