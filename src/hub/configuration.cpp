// SPDX-License-Identifier: Apache-2.0
#include "hub/configuration.hpp"

#include "narrowcast/platform.hpp"
#include "query/query.hpp"

namespace narrowcast {

Loaded load_checked(const std::filesystem::path& folder)
{
    Checks checks;
    checks.query = [](std::string_view text) -> Result<void> {
        TRY(Query::parse(text));
        return {};
    };
    checks.source = [](const SourceConfig& source) -> Result<void> {
        const Platform* platform = platform_named(source.platform);
        return platform && platform->check ? platform->check(source) : Result<void>{};
    };
    for (const Platform& platform : platforms())
        checks.platforms.push_back(platform.name);
    return load_config(folder, checks);
}

}  // namespace narrowcast
