// SPDX-License-Identifier: Apache-2.0
// Feeds that are a network's or a search's in disguise.
#include "fetch/platforms/feed_dialects.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/feed_nodes.hpp"
#include "lib/html.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace narrowcast {
namespace {

using lib::XmlNode;

constexpr std::size_t most_copies = 30;            // of one story; Google lists some five
constexpr std::string_view before_outlet = " - ";  // of a headline and its outlet

bool is_google_news(const FeedOrigin& origin)
{
    return host_of(origin.feed) == "news.google.com" || host_of(origin.base) == "news.google.com";
}

// "CBMi1" in "https://news.google.com/rss/articles/CBMi1?oc=5", as an item's own guid says.
std::string article_in(const std::string& url)
{
    const std::string path = url.substr(0, url.find_first_of("?#"));
    return path.substr(path.rfind('/') + 1);
}

// "@sanne@polder.example" in "Public posts from @sanne@polder.example"; "" if there is none.
std::string handle_in(std::string_view text)
{
    constexpr std::string_view around = " \t\n()[],;\"'<>";
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        const std::string_view word = text.substr(at, text.find_first_of(around, at) - at);
        const auto second = word.find('@', 1);
        if (second != word.npos && second > 1 && second + 1 < word.size()) return std::string{word};
    }
    return {};
}

// The account in an address: "https://polder.example/@sanne@dijk.example/115" is by
// @sanne@dijk.example, "https://polder.example/@sanne" by @sanne@polder.example.
Author account_in(const std::string& url)
{
    const auto at = url.find("/@");
    if (at == std::string::npos) return {};
    const auto end = std::min(url.find_first_of("/?#", at + 2), url.size());
    std::string name = url.substr(at + 2, end - at - 2);
    if (name.empty()) return {};
    Author author;
    author.handle = "@" + name + (name.find('@') == std::string::npos ? "@" + host_of(url) : "");
    author.name = name.substr(0, name.find('@'));
    author.url = url.substr(0, end);
    return author;
}

// "Sanne de Wit (@sanne@polder.example)": the name.
std::string without_handle(std::string title, const std::string& handle)
{
    if (const auto at = title.find("(" + handle + ")"); !handle.empty() && at != std::string::npos)
        title.erase(at, handle.size() + 2);
    return std::string{trimmed(title)};
}

// A content warning stands in front of the words, in the account's own language.
bool has_warning(std::string_view text)
{
    text = trimmed(text);
    return text.starts_with("<p><strong>") && text.substr(0, 1000).find("<hr") != text.npos;
}

bool is_adult(const std::vector<XmlNode>& nodes)
{
    return std::any_of(nodes.begin(), nodes.end(), [](const XmlNode& node) {
        if (is(node, media_module, "rating")) return trimmed(node.text()) == "adult";
        const bool around = is(node, media_module, "content") || is(node, media_module, "group");
        return around && is_adult(node.children());
    });
}

std::optional<std::int64_t> count_of(const std::string& text)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    return error == std::errc{} && count >= 0 ? std::optional{count} : std::nullopt;
}

// Likes stand as stars within the group's community.
std::optional<std::int64_t> likes_in(const std::vector<XmlNode>& nodes)
{
    for (const XmlNode& node : nodes) {
        if (is(node, media_module, "starRating")) return count_of(node.attribute("count"));
        if (is(node, media_module, "group") || is(node, media_module, "community"))
            if (const auto likes = likes_in(node.children())) return likes;
    }
    return {};
}

}  // namespace

void take_outlet(RawPost& post, const std::vector<XmlNode>& item, const FeedOrigin& origin)
{
    std::string outlet;
    for (const XmlNode& node : item) {
        if (node.name() != "source" || !is_own(node)) continue;
        outlet = trimmed(node.text());
        post.author.url = feed_link(origin.base, node.attribute("url"));
        break;
    }
    if (is_google_news(origin)) {
        post.text.clear();
        if (const auto at = post.title.rfind(before_outlet);
            outlet.empty() && at != std::string::npos)
            outlet = post.title.substr(at + before_outlet.size());
    }
    if (outlet.empty()) return;
    const std::string ending = std::string{before_outlet} + outlet;
    if (post.title.ends_with(ending)) post.title.resize(post.title.size() - ending.size());
    post.author.name = escaped_markup(outlet);
}

std::vector<RawPost> told_elsewhere(const RawPost& post, const std::vector<XmlNode>& item,
                                    const FeedOrigin& origin)
{
    std::vector<RawPost> copies;
    if (!is_google_news(origin)) return copies;
    for (const lib::HtmlLink& link : lib::links_of_html(own_text(item, "description"))) {
        RawPost copy;
        copy.kind = Kind::article;
        copy.markup = Markup::html;
        copy.url = feed_link(origin.base, link.url);
        if (copy.url.empty() || link.words.empty() || copies.size() == most_copies) continue;
        copy.title = escaped_markup(link.words);
        copy.author.name = escaped_markup(link.after);
        copy.created = post.created;  // the list has no dates
        copy.language = post.language;
        copy.native_id = feed_item_id(origin, article_in(copy.url), copy);
        copy.repost_of = post.native_id;
        if (copy.native_id != post.native_id) copies.push_back(std::move(copy));
    }
    return copies;
}

std::optional<FediverseFeed> fediverse_feed(const std::vector<XmlNode>& channel,
                                            const FeedOrigin& origin)
{
    constexpr std::array servers{"mastodon", "snac",     "gotosocial", "pleroma",
                                 "akkoma",   "pixelfed", "misskey",    "firefish"};
    const std::string generator = ascii_lower(own_text(channel, "generator"));
    if (std::none_of(servers.begin(), servers.end(),
                     [&](const char* name) { return generator.starts_with(name); }))
        return {};
    FediverseFeed feed;
    const std::string title = own_text(channel, "title");
    const std::string link = feed_link(origin.base, own_text(channel, "link"));
    feed.author = account_in(link);
    std::string handle = handle_in(title);
    if (handle.empty()) handle = handle_in(own_text(channel, "description"));
    if (handle.empty()) handle = feed.author.handle;
    if (handle.empty()) return FediverseFeed{};
    feed.author.handle = handle;
    feed.author.name = escaped_markup(without_handle(title, handle));
    for (const XmlNode& node : channel)
        if (node.name() == "image" && is_own(node))
            feed.author.avatar = feed_link(origin.base, own_text(node.children(), "url"));
    return feed;
}

void take_status(RawPost& post, const std::vector<XmlNode>& item, const FediverseFeed& feed)
{
    post.kind = Kind::post;
    post.network = "mastodon";
    if (feed.author != Author{}) post.author = feed.author;
    if (post.author.handle.empty()) {
        Author account = account_in(post.url);
        if (post.author.name.empty()) post.author.name = escaped_markup(account.name);
        post.author.handle = std::move(account.handle);
        post.author.url = std::move(account.url);
    }
    post.sensitive = has_warning(post.text) || is_adult(item);
}

void take_video(RawPost& post, const std::vector<XmlNode>& entry)
{
    std::string video = module_text(entry, youtube_module, "videoId");
    if (video.empty()) return;
    post.kind = Kind::post;
    post.network = "youtube";
    post.native_id = std::move(video);
    post.edited.reset();  // changes with each count
    post.counts.likes = likes_in(entry);
    std::erase_if(post.media, [](const Media& one) { return one.type != "image"; });
    std::string lines;  // a description's lines are meant
    for (const char c : post.text)
        lines += c == '\n' ? std::string{"<br>"} : std::string{c};
    post.text = std::move(lines);
}

}  // namespace narrowcast
