// SPDX-License-Identifier: Apache-2.0
#include "media/rules.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast::media {
namespace {

constexpr int least_picture = 64;  // smaller ones are no pictures but marks that count readers
constexpr std::size_t longest_address = 2000;

bool on_the_web(const std::string& url)
{
    const std::string scheme = ascii_lower(url.substr(0, 8));
    return url.size() <= longest_address &&
           (scheme.starts_with("https://") || scheme.starts_with("http://"));
}

bool has_history(const Standing& standing, const MediaConfig& config, Time now)
{
    if (standing.own) return true;
    return standing.posts > 0 && standing.posts >= config.known_posts &&
           now - standing.oldest >= config.known_for;
}

auto first_picture(auto& media)
{
    return std::find_if(media.begin(), media.end(), [](const Media& one) {
        return one.type == "image" && on_the_web(one.url);
    });
}

const OnShelf* find(const Shelf& shelf, const std::string& url, int side)
{
    const auto found = shelf.find(Wanted{url, side});
    return found == shelf.end() ? nullptr : &found->second;
}

}  // namespace

Allowed allowed(const Post& post, const Standing& standing, const MediaConfig& config, Time now)
{
    if (!config.pictures || post.sensitive || post.deleted) return {};
    if (post.kind == Kind::article || has_history(standing, config, now)) return {true, true};
    return {config.hold_back != HoldBack::everything, config.hold_back == HoldBack::nothing};
}

std::vector<Wanted> wanted(const Post& post, Allowed allowed, const MediaConfig& config)
{
    std::vector<Wanted> all;
    if (allowed.avatar && on_the_web(post.author.avatar))
        all.push_back({post.author.avatar, avatar_side});
    if (!allowed.pictures) return all;
    if (const auto picture = first_picture(post.media); picture != post.media.end())
        all.push_back({picture->url, config.largest_side});
    return all;
}

Post hung(Post post, Allowed allowed, const MediaConfig& config, const Shelf& shelf)
{
    const OnShelf* avatar = allowed.avatar ? find(shelf, post.author.avatar, avatar_side) : nullptr;
    post.author.avatar = avatar != nullptr ? avatar->path : "";
    const auto first = first_picture(post.media);
    const OnShelf* picture = allowed.pictures && first != post.media.end()
                                 ? find(shelf, first->url, config.largest_side)
                                 : nullptr;
    for (Media& each : post.media) {
        each.url.clear();
        each.width = each.height = 0;
    }
    if (picture == nullptr || std::max(picture->width, picture->height) < least_picture)
        return post;
    first->url = picture->path;
    first->width = picture->width;
    first->height = picture->height;
    return post;
}

}  // namespace narrowcast::media
