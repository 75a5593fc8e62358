// SPDX-License-Identifier: Apache-2.0
// The text of a file that people edit, or why it cannot be had.
#pragma once

#include "narrowcast/config.hpp"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace narrowcast::config {

// Nothing if there is such a folder and it can be looked into.
std::optional<Refusal> wrong_with_folder(const std::filesystem::path& folder);

// UTF-8, with or without byte order mark, not empty.
std::expected<std::string, Refusal> file_text(const std::filesystem::path& file);

}  // namespace narrowcast::config
