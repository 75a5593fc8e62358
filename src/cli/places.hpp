// SPDX-License-Identifier: Apache-2.0
// Where things are on this machine: assets, configuration, the demo's own folder.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace narrowcast {

// $NARROWCAST_ASSETS, else beside the program (../share/narrowcast), else the source tree it was
// built from. Fault::refused when none of them holds the assets. Makes their fonts.conf the one
// this process draws with, unless $FONTCONFIG_FILE says otherwise.
Result<std::filesystem::path> assets_folder();

// narrowcast-decode, which reads pictures from outside for the hub: beside this program. "" when it
// is not there; the log says so then.
std::filesystem::path decoder_program();

// What --config named, else $NARROWCAST_CONFIG, $CONFIGURATION_DIRECTORY, ~/.config/narrowcast or
// /etc/narrowcast, whichever first holds a narrowcast.json; else the demo.
struct ConfigFolder {
    std::filesystem::path folder;
    bool demo = false;
};
ConfigFolder config_folder(const std::string& named, const std::filesystem::path& assets);

// The configuration in the folder that `named` leads to, or its refusals on stderr.
std::optional<Config> configuration(const std::string& named);

// Where a hub of this configuration keeps posts; the demo has a folder of its own.
std::filesystem::path state_of(const Config& config);

std::string environment(const char* name);  // "" when it is not set

}  // namespace narrowcast
