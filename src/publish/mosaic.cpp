// SPDX-License-Identifier: Apache-2.0
// Posts side by side, and the editors' own announcements.
#include "publish/offers.hpp"

#include "publish/words.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t least_cards = 6, most_cards = 9;
constexpr std::size_t signs_of_a_card = 180;

bool fits_a_card(const Post& post)
{
    const std::size_t signs = signs_in(post.title) + signs_in(post.text);
    return signs > 0 && signs <= signs_of_a_card;
}

bool holds(const std::vector<std::string>& names, const std::string& name)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<MosaicSlide> mosaic_of(const std::vector<PostSlide>& cards)
{
    MosaicSlide mosaic;
    std::set<std::string> authors;
    for (const PostSlide& card : cards) {
        if (mosaic.posts.size() == most_cards) break;
        const Author& author = card.post.author;
        const std::string& name = author.handle.empty() ? author.name : author.handle;
        if (!fits_a_card(card.post) || (!name.empty() && !authors.insert(name).second)) continue;
        mosaic.posts.push_back(card);
    }
    if (mosaic.posts.size() < least_cards) return {};
    return mosaic;
}

std::vector<MessageSlide> messages_for(const WallConfig& config, const ScreenConfig& screen,
                                       Time now)
{
    std::vector<MessageSlide> messages;
    for (const MessageConfig& message : config.messages) {
        const bool here =
            holds(message.departments, screen.department) && holds(message.screens, screen.name);
        const bool then =
            (!message.from || *message.from <= now) && (!message.until || now < *message.until);
        if (here && then)
            messages.push_back({message.title, message.text, message.picture, message.pinned});
    }
    return messages;
}

}  // namespace narrowcast
