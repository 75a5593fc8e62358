// SPDX-License-Identifier: Apache-2.0
#include "playlist/cast.hpp"

#include <utility>

namespace narrowcast {

Role role_of(const Slide& slide)
{
    if (std::holds_alternative<PostSlide>(slide)) return Role::post;
    if (std::holds_alternative<TodaySlide>(slide)) return Role::today;
    if (std::holds_alternative<CrisisSlide>(slide)) return Role::often;
    const auto* message = std::get_if<MessageSlide>(&slide);
    return message && message->pinned ? Role::often : Role::once;
}

std::string key_of(const Slide& slide)
{
    return std::visit(
        []<class Kind>(const Kind& kind) {
            std::string key{Kind::tag};
            if constexpr (std::is_same_v<Kind, PostSlide>)
                key += ":" + kind.post.id;
            else if constexpr (std::is_same_v<Kind, MessageSlide>)
                key += (kind.pinned ? "!" : ":") + kind.title + "\n" + kind.text;
            return key;
        },
        slide);
}

Cast cast_of(std::vector<Slide> slides)
{
    Cast cast;
    std::set<std::string> seen;
    for (Slide& slide : slides) {
        if (!seen.insert(key_of(slide)).second) continue;
        if (auto* post = std::get_if<PostSlide>(&slide))
            cast.posts.push_back(std::move(*post));
        else
            cast.others.push_back(std::move(slide));
    }
    return cast;
}

std::string_view author_of(const PostSlide& slide)
{
    const Author& author = slide.post.author;
    return author.handle.empty() ? author.name : author.handle;
}

std::set<std::string> posts_on(const Slide& slide)
{
    std::set<std::string> ids;
    for_each_post(slide, [&](const Post& post) { ids.insert(post.id); });
    return ids;
}

}  // namespace narrowcast
