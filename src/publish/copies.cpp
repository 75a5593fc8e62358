// SPDX-License-Identifier: Apache-2.0
// One card for what many say.
#include "publish/copies.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t names_shown = 3;
constexpr std::size_t copies_read = 500;

// News is known by its outlet, everything else by where it stands.
const std::string& outlet_of(Kind kind, const std::string& author, const std::string& network)
{
    return kind == Kind::article && !author.empty() ? author : network;
}

}  // namespace

Result<PostSlide> card_of(RoutedPost routed, const Store& store)
{
    PostSlide slide{std::move(routed.post), std::move(routed.mood)};
    const auto copies = TRY(store.copies(slide.post.id, copies_read));
    std::int64_t reposts = 0;
    std::set<std::string> known{
        outlet_of(slide.post.kind, slide.post.author.name, slide.post.network)};
    for (const Copy& copy : copies) {
        if (copy.kind == Kind::repost) {
            reposts += copy.posts;
            continue;
        }
        const std::string& outlet = outlet_of(copy.kind, copy.author, copy.network);
        if (outlet.empty() || !known.insert(outlet).second) continue;
        ++slide.elsewhere.outlets;
        if (slide.elsewhere.names.size() < names_shown) slide.elsewhere.names.push_back(outlet);
    }
    if (reposts > slide.post.counts.reposts.value_or(0)) slide.post.counts.reposts = reposts;
    return slide;
}

}  // namespace narrowcast
