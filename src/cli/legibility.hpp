// SPDX-License-Identifier: Apache-2.0
// What people can read of the walls from where they stand.
#pragma once

#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"

#include <filesystem>

namespace narrowcast {

// A line for each screen and scene on stdout: how high letters are, from that distance, their
// contrast, words, seconds on air, and what to change. `failed` when something cannot be read.
int print_legibility(const WallConfig& config, const std::filesystem::path& assets, Time now);

}  // namespace narrowcast
