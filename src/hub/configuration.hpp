// SPDX-License-Identifier: Apache-2.0
// A configuration checked against all that this program can do: queries, platforms, their needs.
#pragma once

#include "narrowcast/config.hpp"

#include <filesystem>

namespace narrowcast {

Loaded load_checked(const std::filesystem::path& folder);

}  // namespace narrowcast
