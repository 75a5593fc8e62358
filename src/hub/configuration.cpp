// SPDX-License-Identifier: Apache-2.0
#include "hub/configuration.hpp"

#include "narrowcast/platform.hpp"
#include "query/query.hpp"

namespace narrowcast {
namespace {

// Addresses of WebSockets are of use only to a platform that listens to one.
Result<void> check_source(const SourceConfig& source)
{
    const Platform* platform = platform_named(source.platform);
    if (!platform) return {};
    const bool is_socket = source.url.starts_with("wss:") || source.url.starts_with("ws:");
    const bool hears_messages =
        platform->stream && platform->stream->framing == Stream::Framing::messages;
    if (is_socket && !hears_messages)
        return fail(Fault::refused, "'url' begins with wss:// or ws://, but " + source.platform +
                                        " is asked by https://");
    return platform->check ? platform->check(source) : Result<void>{};
}

}  // namespace

Loaded load_checked(const std::filesystem::path& folder)
{
    Checks checks;
    checks.query = [](std::string_view text) -> Result<void> {
        TRY(Query::parse(text));
        return {};
    };
    checks.source = check_source;
    for (const Platform& platform : platforms())
        checks.platforms.push_back(platform.name);
    return load_config(folder, checks);
}

}  // namespace narrowcast
