// SPDX-License-Identifier: Apache-2.0
// A whole file.
#pragma once

#include "narrowcast/base/result.hpp"

#include <filesystem>
#include <string>

namespace narrowcast {

// Fault::refused with the file's name when it cannot be read.
Result<std::string> bytes_of(const std::filesystem::path& file);

}  // namespace narrowcast
