// SPDX-License-Identifier: Apache-2.0
// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).
#include "fetch/platforms/feed.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

Author author_of(const Json& item, const Json& feed, const FeedOrigin& origin)
{
    for (const Json* from : {&item, &feed}) {
        const Json& several = member(*from, "authors");
        const Json& one =
            several.is_array() && !several.empty() ? several.front() : member(*from, "author");
        if (!one.is_object()) continue;
        return {.name = text_in(one, "name"),
                .handle = {},
                .avatar = feed_link(origin.base, text_in(one, "avatar")),
                .url = feed_link(origin.base, text_in(one, "url"))};
    }
    return {};
}

std::vector<Media> media_of(const Json& item, const FeedOrigin& origin)
{
    std::vector<Media> all;
    if (std::string url = feed_link(origin.base, text_in(item, "image")); !url.empty())
        all.push_back({.type = "image", .url = std::move(url), .alt = {}});
    const Json& attachments = member(item, "attachments");
    if (!attachments.is_array()) return all;
    for (const Json& one : attachments) {
        std::string url = feed_link(origin.base, text_in(one, "url"));
        if (url.empty()) continue;
        std::string type = media_type_from(text_in(one, "mime_type"), "", url);
        all.push_back(
            {.type = std::move(type), .url = std::move(url), .alt = text_in(one, "title")});
    }
    return all;
}

void fill_text(RawPost& post, const Json& item)
{
    post.title = text_in(item, "title");
    post.text = text_in(item, "content_html");
    post.markup = post.text.empty() ? Markup::plain : Markup::html;
    if (post.text.empty()) post.text = first_text_in(item, {"content_text", "summary"});
    if (post.markup == Markup::plain) return;
    post.title = escaped_markup(post.title);
    post.author.name = escaped_markup(post.author.name);
}

RawPost post_of(const Json& item, const Json& feed, const FeedOrigin& origin)
{
    RawPost post;
    post.kind = Kind::article;
    post.author = author_of(item, feed, origin);
    fill_text(post, item);
    post.created = time_in(item, "date_published");
    post.edited = time_in(item, "date_modified");
    post.language = first_text_in(item, {"language"});
    if (post.language.empty()) post.language = text_in(feed, "language");
    post.url = feed_link(origin.base, first_text_in(item, {"url", "external_url"}));
    post.media = media_of(item, origin);
    post.native_id = feed_item_id(origin, text_in(item, "id"), post);
    return post;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view text, const FeedOrigin& origin)
{
    const Json json = TRY(parse_json(text));
    const Json& items = member(json, "items");
    if (!items.is_array())
        return fail(Fault::garbled, "this JSON is not a feed: it has no list 'items'");
    Feed feed;
    for (const Json& item : items) {
        RawPost post = item.is_object() ? post_of(item, json, origin) : RawPost{};
        if (post.native_id.empty() || (post.title.empty() && post.text.empty()))
            feed.garbled.emplace_back("an item with neither title nor text");
        else
            feed.posts.push_back(std::move(post));
    }
    return feed;
}

}  // namespace narrowcast
