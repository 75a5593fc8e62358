// SPDX-License-Identifier: Apache-2.0
// What must hold between settings, beyond the type and bounds of each.
#pragma once

#include "config/findings.hpp"
#include "narrowcast/config.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace narrowcast::config {

// `folder`: of the configuration, beside which its pictures lie.
void check_wall(const WallConfig& wall, const std::filesystem::path& folder, const Checks& checks,
                Findings& findings);

// After paths were resolved: whether the files are there is checked too.
void check_hub(const HubConfig& hub, const Checks& checks, Findings& findings);

// Nothing if it is one, else what is wrong, with a suggestion.
std::string wrong_with_time_zone(std::string_view zone);
std::string wrong_with_language(std::string_view language);  // a BCP 47 code
std::string wrong_with_hours(std::string_view hours);        // "22:00-06:30"

}  // namespace narrowcast::config
