// SPDX-License-Identifier: Apache-2.0
// Bluesky's posts, as their authors stored them and as the network shows them.
#include "fetch/platforms/bluesky.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr std::string_view site = "https://bsky.app/profile/";

// The network's own shop of pictures: a record names only what they are made of.
std::string picture_at(std::string_view did, const Json& blob)
{
    const std::string cid = text_in(member(blob, "ref"), "$link");
    const bool plain =
        std::all_of(cid.begin(), cid.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
    if (did.empty() || cid.empty() || !plain) return {};
    return "https://cdn.bsky.app/img/feed_fullsize/plain/" + std::string{did} + "/" + cid + "@jpeg";
}

void add(std::vector<Media>& media, std::string type, std::string url, std::string alt)
{
    if (!url.empty())
        media.push_back({.type = std::move(type), .url = std::move(url), .alt = std::move(alt)});
}

void add_images(std::vector<Media>& media, const Json& images, std::string_view did)
{
    if (!images.is_array()) return;
    for (const Json& image : images) {
        std::string url = web_address(first_text_in(image, {"fullsize", "thumb"}));
        if (url.empty()) url = picture_at(did, member(image, "image"));
        add(media, "image", std::move(url), text_in(image, "alt"));
    }
}

void add_video(std::vector<Media>& media, const Json& embed, std::string_view did)
{
    std::string url = web_address(text_in(embed, "playlist"));
    const std::string cid = text_in(member(member(embed, "video"), "ref"), "$link");
    if (url.empty() && !picture_at(did, member(embed, "video")).empty())
        url = "https://video.bsky.app/watch/" + percent_encoded(did) + "/" + cid + "/playlist.m3u8";
    add(media, "video", std::move(url), text_in(embed, "alt"));
}

// A card: the page it stands for, and its picture.
void add_card(std::vector<Media>& media, const Json& card, std::string_view did)
{
    const std::string title = text_in(card, "title");
    const Json& thumb = member(card, "thumb");
    add(media, "other", web_address(text_in(card, "uri")), title);
    add(media, "image", thumb.is_string() ? web_address(text_of(thumb)) : picture_at(did, thumb),
        title);
}

// The quoted post is another person's: only where to read it.
void add_quote(std::vector<Media>& media, const Json& record)
{
    const Json& inner = member(record, "record");
    const auto quoted = at_uri_of(text_in(inner.is_object() ? inner : record, "uri"));
    if (quoted && quoted->collection == bluesky_posts)
        add(media, "other", bluesky_page(quoted->did, quoted->key), "");
}

void add_embed(std::vector<Media>& media, const Json& embed, std::string_view did)
{
    if (!embed.is_object()) return;
    add_images(media, member(embed, "images"), did);
    add_video(media, embed, did);
    add_card(media, member(embed, "external"), did);
    add_quote(media, member(embed, "record"));
    const Json& beside = member(embed, "media");  // of a quote with pictures
    add_images(media, member(beside, "images"), did);
    add_video(media, beside, did);
    add_card(media, member(beside, "external"), did);
}

// By its author or by the network's moderators, whatever it says: none of it is for a wall. Only
// "bot" is no warning.
bool holds_back(const Json& labels)
{
    const Json& list = labels.is_object() ? member(labels, "values") : labels;
    if (!list.is_array()) return false;
    return std::any_of(list.begin(), list.end(), [](const Json& label) {
        const std::string value = text_in(label, "val");
        return !value.empty() && value != "bot" && !true_in(label, "neg");
    });
}

std::optional<Time> earlier(std::optional<Time> claimed, std::optional<Time> seen)
{
    return claimed && seen ? std::min(claimed, seen) : claimed ? claimed : seen;
}

}  // namespace

std::string AtUri::spelled() const { return "at://" + did + "/" + collection + "/" + key; }

std::optional<AtUri> at_uri_of(std::string_view uri)
{
    constexpr std::string_view scheme = "at://";
    if (!uri.starts_with(scheme)) return {};
    const auto parts = split(uri.substr(scheme.size()), '/');
    if (parts.size() != 3 || !parts[0].starts_with("did:") || parts[1].empty() || parts[2].empty())
        return {};
    return AtUri{std::string{parts[0]}, std::string{parts[1]}, std::string{parts[2]}};
}

std::optional<Time> bluesky_time_of(std::string_view key)
{
    constexpr std::string_view digits = "234567abcdefghijklmnopqrstuvwxyz";
    if (key.size() != 13) return {};
    std::uint64_t number = 0;
    for (const char c : key) {
        const auto digit = digits.find(c);
        if (digit == std::string_view::npos) return {};
        number = (number << 5U) | digit;
    }
    const auto microseconds = static_cast<std::int64_t>((number >> 10U) & ((1ULL << 53U) - 1));
    return Time{std::chrono::seconds{microseconds / 1'000'000}};
}

std::string bluesky_page(std::string_view who, std::string_view key)
{
    if (who.empty()) return {};
    if (who.starts_with('@')) who.remove_prefix(1);
    std::string page = std::string{site} + std::string{who};
    if (!key.empty()) page += "/post/" + std::string{key};
    return page;
}

std::optional<AtUri> bluesky_post_at(std::string_view page)
{
    if (!page.starts_with(site)) return {};
    const auto parts = split(page.substr(site.size()), '/');
    if (parts.size() != 3 || parts[1] != "post") return {};
    const auto did = percent_decoded(parts[0]);
    if (!did) return {};
    return at_uri_of("at://" + *did + "/" + std::string{bluesky_posts} + "/" +
                     std::string{parts[2]});
}

void bluesky_author(RawPost& post, const Json& profile)
{
    std::string handle = text_in(profile, "handle");
    if (handle == "handle.invalid") handle.clear();
    const std::string did = text_in(profile, "did"), name = text_in(profile, "displayName");
    post.author = {.name = trimmed(name).empty() ? handle : name,
                   .handle = handle.empty() ? did : "@" + handle,
                   .avatar = web_address(text_in(profile, "avatar")),
                   .url = bluesky_page(handle.empty() ? did : handle)};
    post.sensitive = post.sensitive || holds_back(member(profile, "labels"));
}

Result<RawPost> bluesky_record(const AtUri& uri, const Json& record, std::optional<Time> seen)
{
    const Json& text = member(record, "text");
    if (!text.is_string())
        return fail(Fault::garbled, "a post without a text: " + repair_utf8(uri.spelled()));
    RawPost post;
    post.native_id = uri.spelled();
    // Until their name is known, an author is who never changes.
    post.author = {.name = {}, .handle = uri.did, .avatar = {}, .url = bluesky_page(uri.did)};
    post.text = with_full_links(text_of(text), member(record, "facets"));
    post.created = earlier(time_in(record, "createdAt"), seen);
    if (const Json& languages = member(record, "langs"); languages.is_array() && !languages.empty())
        post.language = text_of(languages.front());
    post.url = bluesky_page(uri.did, uri.key);
    post.in_reply_to = text_in(member(member(record, "reply"), "parent"), "uri");
    post.kind = post.in_reply_to.empty() ? Kind::post : Kind::reply;
    post.sensitive = holds_back(member(record, "labels"));
    add_embed(post.media, member(record, "embed"), uri.did);
    return post;
}

Result<RawPost> bluesky_view(const Json& view)
{
    const auto uri = at_uri_of(text_in(view, "uri"));
    if (!uri) return fail(Fault::garbled, "a post without an address of its own");
    const Json& author = member(view, "author");
    if (!author.is_object())
        return fail(Fault::garbled, "a post without an author: " + uri->spelled());
    RawPost post = TRY(bluesky_record(*uri, member(view, "record"), time_in(view, "indexedAt")));
    bluesky_author(post, author);
    post.sensitive = post.sensitive || holds_back(member(view, "labels"));
    if (!post.author.handle.empty()) post.url = bluesky_page(post.author.handle, uri->key);
    if (const Json& embed = member(view, "embed"); embed.is_object()) {
        post.media.clear();
        add_embed(post.media, embed, uri->did);
    }
    post.counts = {.likes = count_in(view, "likeCount"),
                   .reposts = count_in(view, "repostCount"),
                   .replies = count_in(view, "replyCount")};
    return post;
}

// A repost keeps the original's author, and the address that names them by what never changes.
Result<RawPost> bluesky_feed_item(const Json& item)
{
    RawPost post = TRY(bluesky_view(member(item, "post")));
    const Json& reason = member(item, "reason");
    const std::string by = text_in(member(reason, "by"), "did");
    if (by.empty()) return post;  // by the author, perhaps pinned
    const auto original = at_uri_of(post.native_id);
    post.kind = Kind::repost;
    post.in_reply_to.clear();
    post.repost_of = post.native_id;
    post.url = bluesky_page(original->did, original->key);
    const auto own = at_uri_of(text_in(reason, "uri"));
    post.native_id = own ? own->spelled() : post.repost_of + "#" + by;
    post.created = time_in(reason, "indexedAt");
    return post;
}

std::string bluesky_said(const Json& json)
{
    return json.is_object() ? first_text_in(json, {"message", "error"}) : std::string{};
}

}  // namespace narrowcast
