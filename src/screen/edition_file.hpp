// SPDX-License-Identifier: Apache-2.0
// The last edition on disk: what a screen shows when it starts and no hub answers.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/edition.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace narrowcast {

// Where the edition of `screen` is kept in the state folder.
std::filesystem::path edition_file(const std::filesystem::path& folder, std::string_view screen);

// Nothing if there is no file. Fault::garbled when it cannot be understood, Fault::rejected when
// it cannot be read.
Result<std::optional<Edition>> load_edition(const std::filesystem::path& file);

// Replaces a file as a whole, durably: a power cut leaves the old one or the new one. Creates the
// folder. Fault::rejected, with the remedy, when it cannot be written.
Result<void> write_durably(const std::filesystem::path& file, std::string_view bytes);
Result<void> save_edition(const std::filesystem::path& file, std::string_view json);

}  // namespace narrowcast
