// SPDX-License-Identifier: Apache-2.0
#include "hub/hanging.hpp"

#include "publish/context.hpp"

#include <utility>

namespace narrowcast {

void Hanging::hang(std::vector<Slide>& slides, Time now)
{
    if (!std::exchange(in_round_, true)) seen_ = shelf_.get();  // one shelf for all screens
    for (Slide& slide : slides)
        for_each_post(slide, [&](Post& post) { hang_post(post, now); });
}

void Hanging::hang_post(Post& post, Time now)
{
    static const media::Shelf empty;
    const MediaConfig& config = config_.hub.media;
    media::Allowed allowed;
    if (fetcher_ != nullptr) allowed = media::allowed(post, standing_of(post), config, now);
    for (media::Wanted& wanted : media::wanted(post, allowed, config)) {
        by_post_[post.id].insert(wanted.url);
        wanted_.push_back(std::move(wanted));
    }
    post = media::hung(std::move(post), allowed, config, seen_ ? *seen_ : empty);
}

// What cannot be read now is held back.
media::Standing Hanging::standing_of(const Post& post) const
{
    const auto history = store_.history(post.id).value_or(History{});
    return {.own = is_company(post.author, config_.wall.company),
            .posts = history.posts,
            .oldest = history.oldest};
}

void Hanging::end_round()
{
    in_round_ = false;
    const auto before = std::exchange(before_, std::exchange(by_post_, {}));
    auto wanted = std::exchange(wanted_, {});
    if (fetcher_ == nullptr) return;
    std::set<std::string> still;
    for (const media::Wanted& each : wanted)
        still.insert(each.url);
    fetcher_->want(std::move(wanted));
    for (const auto& [post, urls] : before) {
        if (before_.contains(post)) continue;
        const auto held = store_.post(post);
        if (!held || held->has_value()) continue;  // merely off the walls: the cache's own time
        for (const std::string& url : urls)
            if (!still.contains(url)) fetcher_->forget(url);
    }
}

}  // namespace narrowcast
