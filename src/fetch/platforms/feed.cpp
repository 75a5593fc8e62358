// SPDX-License-Identifier: Apache-2.0
// What the two spellings of a feed have in common.
#include "fetch/platforms/feed.hpp"

#include "fetch/answer.hpp"

#include "lib/xml.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

std::string feed_item_id(const FeedOrigin& origin, std::string_view own, const RawPost& post)
{
    own = trimmed(own);
    // "https://...", "tag:...", "urn:..." are unique in the world; "17" is not.
    if (own.find(':') != std::string_view::npos) return std::string{own};
    if (!own.empty()) return fingerprint(origin.feed) + "-" + std::string{own};
    if (!post.url.empty()) return post.url;
    if (post.title.empty() && post.text.empty()) return {};
    const std::string date = post.created ? to_rfc3339(*post.created) : "";
    const std::string& words = post.title.empty() ? post.text : post.title;
    return fingerprint(origin.feed) + "-" + fingerprint(words + "\n" + date);
}

std::string feed_link(std::string_view base, std::string_view relative)
{
    relative = trimmed(relative);
    if (relative.empty()) return {};
    std::string url = lib::resolved_url(base, relative);
    return is_web_address(url) ? url : std::string{};
}

std::string media_type_from(std::string_view mime, std::string_view medium, std::string_view url)
{
    constexpr std::array known{"image", "video", "audio"};
    const std::string type = ascii_lower(mime.substr(0, mime.find('/')));
    for (const char* one : known)
        if (type == one || (type.empty() && medium == one)) return one;
    if (!type.empty()) return "other";
    const std::string path = ascii_lower(url.substr(0, url.find_first_of("?#")));
    constexpr std::array images{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"};
    const bool image = std::any_of(images.begin(), images.end(),
                                   [&](const char* end) { return path.ends_with(end); });
    return image ? "image" : "other";
}

}  // namespace narrowcast
