// SPDX-License-Identifier: Apache-2.0
// What must hold for scenes, pictures, quiet hours and announcements.
#pragma once

#include "config/findings.hpp"
#include "narrowcast/config.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace narrowcast::config {

void check_scenes(const std::vector<std::string>& scenes, const std::string& pointer,
                  Findings& findings);
void check_hours(const std::string& hours, const std::string& pointer, Findings& findings);
void check_look(const LookConfig& look, const std::filesystem::path& folder, Findings& findings);
void check_messages(const WallConfig& wall, const std::filesystem::path& folder,
                    Findings& findings);

}  // namespace narrowcast::config
