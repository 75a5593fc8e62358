// SPDX-License-Identifier: Apache-2.0
// Elements of a feed by what they mean.
#include "fetch/platforms/feed_nodes.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

using lib::XmlNode;

bool is(const XmlNode& node, const FeedModule& module, std::string_view name)
{
    if (node.space().find(module.address) != std::string_view::npos) return node.name() == name;
    return node.name().size() == module.prefix.size() + name.size() &&
           node.name().starts_with(module.prefix) && node.name().ends_with(name);
}

bool is_own(const XmlNode& node)
{
    const std::string_view space = node.space();
    if (space.empty()) return node.name().find(':') == std::string_view::npos;
    if (space.find("modules/") != std::string_view::npos) return false;
    constexpr std::array own{"purl.org/rss/1.0", "netscape.com/rdf",     "purl.org/atom/",
                             "2005/Atom",        "backend.userland.com", "channel.netscape.com",
                             "purl.org/net/rss"};
    return std::any_of(own.begin(), own.end(), [&](const char* address) {
        return space.find(address) != std::string_view::npos;
    });
}

std::string own_text(const std::vector<XmlNode>& nodes, std::string_view name)
{
    for (const XmlNode& node : nodes)
        if (node.name() == name && is_own(node))
            if (const std::string text = node.text(); !trimmed(text).empty())
                return std::string{trimmed(text)};
    return {};
}

std::string module_text(const std::vector<XmlNode>& nodes, const FeedModule& module,
                        std::string_view name)
{
    for (const XmlNode& node : nodes)
        if (is(node, module, name))
            if (const std::string text = node.text(); !trimmed(text).empty())
                return std::string{trimmed(text)};
    return {};
}

}  // namespace narrowcast
