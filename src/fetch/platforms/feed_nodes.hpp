// SPDX-License-Identifier: Apache-2.0
// Elements of a feed by what they mean, whichever prefix or namespace they came with. Private to
// the feeds.
#pragma once

#include "lib/xml.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Modules by what their namespace's address contains; the prefix, where a feed forgot to declare
// it.
struct FeedModule {
    std::string_view address, prefix;
};
inline constexpr FeedModule media_module{"search.yahoo.com/mrss", "media:"};
inline constexpr FeedModule content_module{"purl.org/rss/1.0/modules/content", "content:"};
inline constexpr FeedModule dublin_core{"purl.org/dc/", "dc:"};
inline constexpr FeedModule syndication{"purl.org/rss/1.0/modules/syndication", "sy:"};
inline constexpr FeedModule youtube_module{"youtube.com/xml/schemas", "yt:"};

bool is(const lib::XmlNode& node, const FeedModule& module, std::string_view name);

// Of the feed's own language: no namespace, RSS 0.9 or 1.0, Atom.
bool is_own(const lib::XmlNode& node);

// Of the first that has words, trimmed; "" if there is none.
std::string own_text(const std::vector<lib::XmlNode>& nodes, std::string_view name);
std::string module_text(const std::vector<lib::XmlNode>& nodes, const FeedModule& module,
                        std::string_view name);

}  // namespace narrowcast
