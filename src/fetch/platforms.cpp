// SPDX-License-Identifier: Apache-2.0
// The table of platforms: a new one is a new row.
#include "fetch/platforms/rows.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

std::span<const Platform> platforms()
{
    static const std::array all{rss,        mastodon,      bluesky,   x,          youtube,
                                reddit,     facebook,      instagram, threads,    linkedin,
                                trustpilot, googleplay,    webhook,   hackernews, discourse,
                                lemmy,      stackexchange, appstore,  replay};
    return all;
}

const Platform* platform_named(std::string_view name)
{
    const auto all = platforms();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Platform& row) { return row.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace narrowcast
