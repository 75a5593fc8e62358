// SPDX-License-Identifier: Apache-2.0
#include "cli/places.hpp"

#include "cli/verbs.hpp"
#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "narrowcast/base/log.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace narrowcast {

namespace fs = std::filesystem;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it here
    return value ? value : "";
}

Result<fs::path> assets_folder()
{
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const std::array<fs::path, 3> candidates{
        environment("NARROWCAST_ASSETS"), program.parent_path().parent_path() / "share/narrowcast",
        NARROWCAST_BUILT_FROM "/assets"};
    for (const fs::path& named : candidates) {
        if (named.empty()) continue;
        const fs::path candidate = fs::absolute(named, ignored);  // fontconfig takes no other
        if (fs::is_directory(candidate / "sentiment", ignored)) {
            // the wall's own choice of fonts, the same on every machine; before any thread begins
            const fs::path fonts = candidate / "fonts.conf";
            ::setenv("FONTCONFIG_FILE", fonts.c_str(), 0);  // NOLINT(concurrency-mt-unsafe)
            return candidate;
        }
    }
    return fail(Fault::refused,
                "the program's assets are not found; set NARROWCAST_ASSETS to their folder");
}

fs::path decoder_program()
{
    std::error_code ignored;
    fs::path decoder =
        fs::read_symlink("/proc/self/exe", ignored).parent_path() / "narrowcast-decode";
    if (fs::exists(decoder, ignored)) return decoder;
    log::warning("hub",
                 "narrowcast-decode is not installed beside narrowcast: no avatars and "
                 "pictures are shown");
    return {};
}

ConfigFolder config_folder(const std::string& named, const fs::path& assets)
{
    if (!named.empty())
        return {named, fs::exists(named) && fs::exists(assets / "demo") &&
                           fs::equivalent(named, assets / "demo")};
    const std::string home = environment("HOME");
    const std::string xdg = environment("XDG_CONFIG_HOME");
    const std::array<fs::path, 4> candidates{
        environment("NARROWCAST_CONFIG"), environment("CONFIGURATION_DIRECTORY"),
        fs::path{xdg.empty() ? home + "/.config" : xdg} / "narrowcast", "/etc/narrowcast"};
    std::error_code ignored;
    for (const fs::path& candidate : candidates)
        if (!candidate.empty() && fs::exists(candidate / "narrowcast.json", ignored))
            return {candidate, false};
    return {assets / "demo", true};
}

std::optional<Config> configuration(const std::string& named)
{
    const auto assets = assets_folder();
    if (!assets) return say(assets.error()), std::nullopt;
    Loaded loaded = load_checked(config_folder(named, *assets).folder);
    for (const Refusal& refusal : loaded.refusals)
        std::cerr << refusal.spelled() << '\n';
    return std::move(loaded.config);
}

fs::path state_of(const Config& config)
{
    const fs::path state = state_folder_of(config);
    return config.wall.company.demo ? state / "demo" : state;
}

}  // namespace narrowcast
