// SPDX-License-Identifier: Apache-2.0
// Feeds that are a network's or a search's in disguise: what they say beside RSS and Atom. Private
// to feed_xml.cpp.
#pragma once

#include "fetch/platforms/feed.hpp"
#include "lib/xml.hpp"

#include <optional>
#include <string>
#include <vector>

namespace narrowcast {

// "Headline - Outlet" with <source>Outlet</source>, as news searches write it. Google's, whose
// texts are lists of links to the same story elsewhere, keep no text.
void take_outlet(RawPost& post, const std::vector<lib::XmlNode>& item, const FeedOrigin& origin);

// That list: the story as other outlets bring it, each RawPost::repost_of the item's. Nothing of
// any other feed.
std::vector<RawPost> told_elsewhere(const RawPost& post, const std::vector<lib::XmlNode>& item,
                                    const FeedOrigin& origin);

// The feed of a Mastodon account or hashtag, or of a server of its kind.
struct FediverseFeed {
    Author author;  // whose it is; empty of a hashtag
};
std::optional<FediverseFeed> fediverse_feed(const std::vector<lib::XmlNode>& channel,
                                            const FeedOrigin& origin);
void take_status(RawPost& post, const std::vector<lib::XmlNode>& item, const FediverseFeed& feed);

// An entry of a YouTube channel. Nothing happens to any other.
void take_video(RawPost& post, const std::vector<lib::XmlNode>& entry);

}  // namespace narrowcast
