// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.hpp"

#include "narrowcast/base/text.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

std::string environment(const std::string& name)
{
    const char* value =
        std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread changes it
    return value ? value : "";
}

std::string variable_of(const std::string& name)
{
    std::string variable = "NARROWCAST_CREDENTIAL_";
    for (const char c : name) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        variable += !letter ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return variable;
}

Result<std::string> read_secret(const fs::path& file)
{
    const auto mode = fs::status(file).permissions();
    if ((mode & fs::perms::others_read) != fs::perms::none)
        return fail(Fault::refused,
                    file.string() + " can be read by everybody on this machine; do: chmod 600 " +
                        file.string());
    std::ifstream stream{file, std::ios::binary};
    if (!stream)
        return fail(Fault::refused,
                    file.string() + " cannot be read; give it to the user of the hub");
    const std::string secret{std::istreambuf_iterator<char>{stream}, {}};
    if (trimmed(secret).empty())
        return fail(Fault::refused,
                    file.string() +
                        " is empty; write the secret into it, or remove the file if "
                        "it stands elsewhere");
    return std::string{trimmed(secret)};
}

}  // namespace

Result<std::string> credential_named(const std::string& name)
{
    std::vector<fs::path> files;
    // systemd prefixes the files of a loaded folder with the credential's id
    if (const std::string folder = environment("CREDENTIALS_DIRECTORY"); !folder.empty())
        files = {fs::path{folder} / name, fs::path{folder} / ("narrowcast_" + name)};
    if (const std::string folder = environment("NARROWCAST_CREDENTIALS"); !folder.empty())
        files.push_back(fs::path{folder} / name);
    std::error_code ignored;
    for (const fs::path& file : files)
        if (fs::is_regular_file(file, ignored)) return read_secret(file);
    if (std::string secret = environment(variable_of(name)); !secret.empty()) return secret;
    return fail(Fault::refused,
                "the credential \"" + name +
                    "\" is nowhere: put it into a file of that name in /etc/narrowcast/credentials "
                    "(or in the folder $NARROWCAST_CREDENTIALS names), or into the variable " +
                    variable_of(name));
}

std::filesystem::path state_folder_of(const Config& config)
{
    if (!config.hub.storage.folder.empty()) {
        const fs::path folder = config.hub.storage.folder;
        return folder.is_absolute() ? folder : config.folder / folder;
    }
    if (const std::string folder = environment("STATE_DIRECTORY"); !folder.empty()) return folder;
    if (const std::string folder = environment("XDG_STATE_HOME"); !folder.empty())
        return fs::path{folder} / "narrowcast";
    const std::string home = environment("HOME");
    return fs::path{home.empty() ? "/var/lib" : home + "/.local/state"} / "narrowcast";
}

Result<FetchConfig> with_proxy_login(FetchConfig config)
{
    if (!config.proxy_credential.empty())
        config.proxy_credential = TRY(credential_named(config.proxy_credential));
    return config;
}

}  // namespace narrowcast
