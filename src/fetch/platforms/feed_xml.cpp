// SPDX-License-Identifier: Apache-2.0
// RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, as they are found rather than as they should be.
#include "fetch/platforms/feed.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/feed_dialects.hpp"
#include "fetch/platforms/feed_nodes.hpp"
#include "lib/xml.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace narrowcast {
namespace {

using lib::XmlNode;

std::string first_of(std::initializer_list<std::string> texts)
{
    for (const std::string& text : texts)
        if (!text.empty()) return text;
    return {};
}

std::optional<Time> date_of(std::string_view text)
{
    if (text.empty()) return {};
    if (const auto time = from_rfc822(text)) return time;
    return from_rfc3339(text);
}

// An Atom text construct as HTML. RSS has no types: there everything is HTML.
std::string atom_markup(const XmlNode& node)
{
    const std::string type = ascii_lower(node.attribute("type"));
    if (type == "xhtml" || type == "application/xhtml+xml") return node.markup();
    if (type.empty() || type == "text" || type == "text/plain") return escaped_markup(node.text());
    return type == "html" || type == "text/html" ? node.text() : std::string{};
}

std::string atom_text(const std::vector<XmlNode>& nodes, std::string_view name)
{
    for (const XmlNode& node : nodes)
        if (node.name() == name && is_own(node))
            if (std::string text = atom_markup(node); !trimmed(text).empty()) return text;
    return {};
}

void add_media(std::vector<Media>& all, Media one)
{
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Media& other) { return other.url == one.url; });
    if (!one.url.empty() && !known) all.push_back(std::move(one));
}

// media:content, media:thumbnail (also within media:group), enclosures of RSS and Atom.
void collect_media(const std::vector<XmlNode>& nodes, const std::string& base,
                   std::vector<Media>& all)
{
    for (const XmlNode& node : nodes) {
        if (is(node, media_module, "group")) collect_media(node.children(), base, all);
        const bool thumbnail = is(node, media_module, "thumbnail"),
                   full = is(node, media_module, "content");
        const bool enclosure = node.name() == "enclosure" && is_own(node);
        const bool linked =
            node.name() == "link" && is_own(node) && node.attribute("rel") == "enclosure";
        if (!thumbnail && !full && !enclosure && !linked) continue;
        std::string url = feed_link(base, node.attribute(linked ? "href" : "url"));
        std::string type =
            thumbnail ? "image"
                      : media_type_from(node.attribute("type"), node.attribute("medium"), url);
        std::string alt = module_text(node.children(), media_module, "description");
        add_media(all, {.type = std::move(type), .url = std::move(url), .alt = std::move(alt)});
    }
}

// "editor@polder.example (Sanne de Wit)": the name.
std::string name_in_address(const std::string& text)
{
    const auto open = text.find('('), close = text.rfind(')');
    if (text.find('@') == std::string::npos || open == std::string::npos ||
        close == std::string::npos || close < open)
        return text;
    return text.substr(open + 1, close - open - 1);
}

std::string without_tags(std::string_view markup)
{
    std::string out;
    bool inside = false;
    for (const char c : markup) {
        if (c == '<') inside = true;
        if (!inside && c != ' ' && c != '\n' && c != '\t' && c != '\r') out += c;
        if (c == '>') inside = false;
    }
    return out;
}

// Feeds of short posts have a title that is nothing but the beginning of the text.
bool repeats_text(std::string_view title, std::string_view text)
{
    title = trimmed(title);
    while (title.ends_with('.'))
        title.remove_suffix(1);
    if (title.ends_with("\xE2\x80\xA6")) title.remove_suffix(3);
    const std::string start = without_tags(title);
    return !start.empty() && without_tags(text).starts_with(start);
}

RawPost rss_post(const XmlNode& item, const FeedOrigin& origin)
{
    const std::vector<XmlNode> nodes = item.children();
    const std::string base = item.base(origin.base);
    RawPost post;
    post.kind = Kind::article;
    post.markup = Markup::html;
    post.title = own_text(nodes, "title");
    post.text =
        first_of({module_text(nodes, content_module, "encoded"), own_text(nodes, "description"),
                  module_text(nodes, media_module, "description")});
    post.author.name = first_of(
        {module_text(nodes, dublin_core, "creator"), name_in_address(own_text(nodes, "author"))});
    post.created =
        date_of(first_of({own_text(nodes, "pubDate"), module_text(nodes, dublin_core, "date"),
                          own_text(nodes, "published")}));
    post.language = module_text(nodes, dublin_core, "language");
    take_outlet(post, nodes, {.base = base, .feed = origin.feed});
    collect_media(nodes, base, post.media);
    std::string own, link = own_text(nodes, "link");
    for (const XmlNode& node : nodes) {
        if (node.name() == "link" && is_own(node) && link.empty()) link = node.attribute("href");
        if (node.name() != "guid" || !is_own(node)) continue;
        own = node.text();
        if (link.empty() && node.attribute("isPermaLink") != "false") link = own;
    }
    post.url = feed_link(base, link);
    post.native_id = feed_item_id(origin, own, post);
    if (repeats_text(post.title, post.text)) post.title.clear();
    return post;
}

Author atom_author(const std::vector<XmlNode>& nodes, const std::string& base)
{
    for (const XmlNode& node : nodes) {
        if (node.name() != "author" || !is_own(node)) continue;
        const std::vector<XmlNode> parts = node.children();
        std::string url = first_of({own_text(parts, "uri"), own_text(parts, "url")});
        return {.name = escaped_markup(own_text(parts, "name")),
                .handle = {},
                .avatar = {},
                .url = feed_link(base, url)};
    }
    return {};
}

std::string atom_link(const std::vector<XmlNode>& nodes)
{
    std::string other;
    for (const XmlNode& node : nodes) {
        if (node.name() != "link" || !is_own(node)) continue;
        const std::string relation = node.attribute("rel");
        if (relation.empty() || relation == "alternate") return node.attribute("href");
        if (relation == "related" || other.empty())
            if (relation != "enclosure" && relation != "self" && relation != "edit")
                other = node.attribute("href");
    }
    return other;
}

RawPost atom_post(const XmlNode& entry, const XmlNode& feed, const FeedOrigin& origin)
{
    constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";
    const std::vector<XmlNode> nodes = entry.children();
    const std::string base = entry.base(origin.base);
    RawPost post;
    post.kind = Kind::article;
    post.markup = Markup::html;
    post.title = atom_text(nodes, "title");
    post.text = first_of({atom_text(nodes, "content"), atom_text(nodes, "summary")});
    for (const XmlNode& node : nodes)  // YouTube and others: the words are in the group
        if (post.text.empty() && is(node, media_module, "group"))
            post.text = escaped_markup(module_text(node.children(), media_module, "description"));
    post.author = atom_author(nodes, base);
    if (post.author == Author{}) post.author = atom_author(feed.children(), base);
    const std::string updated = first_of({own_text(nodes, "updated"), own_text(nodes, "modified")});
    post.created =
        date_of(first_of({own_text(nodes, "published"), own_text(nodes, "issued"), updated}));
    if (const auto edited = date_of(updated); edited != post.created) post.edited = edited;
    post.language = first_of({entry.attribute("lang", xml), feed.attribute("lang", xml)});
    post.url = feed_link(base, atom_link(nodes));
    collect_media(nodes, base, post.media);
    post.native_id = feed_item_id(origin, own_text(nodes, "id"), post);
    take_video(post, nodes);
    return post;
}

std::optional<std::chrono::seconds> pace_of(const std::vector<XmlNode>& channel)
{
    const auto number = [](const std::string& text) {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    if (const int minutes = number(own_text(channel, "ttl")); minutes > 0)
        return std::chrono::minutes{minutes};
    const std::string period = ascii_lower(module_text(channel, syndication, "updatePeriod"));
    const int times = std::max(1, number(module_text(channel, syndication, "updateFrequency")));
    if (period == "hourly") return std::chrono::seconds{3600 / times};
    if (period == "daily" || period == "weekly" || period == "monthly" || period == "yearly")
        return std::chrono::seconds{86400 / times};
    return {};
}

void keep(Feed& feed, RawPost post)
{
    if (post.native_id.empty() || (post.title.empty() && post.text.empty()))
        feed.garbled.emplace_back("an item with neither title nor text");
    else
        feed.posts.push_back(std::move(post));
}

// A story that is an item itself, or stands under two of them, is taken once: it would change at
// every question.
void take_once(std::vector<RawPost>& posts)
{
    std::set<std::string> taken;
    for (const RawPost& post : posts)
        if (post.repost_of.empty()) taken.insert(post.native_id);
    std::erase_if(posts, [&](const RawPost& post) {
        return !post.repost_of.empty() && !taken.insert(post.native_id).second;
    });
}

Feed rss_feed(const XmlNode& root, const FeedOrigin& origin)
{
    Feed feed;
    std::vector<XmlNode> around = root.children();  // RSS 1.0: items stand beside the channel
    std::string language;
    std::optional<FediverseFeed> fediverse;
    for (std::size_t i = 0; i < around.size(); ++i) {
        const XmlNode node = around[i];
        if (node.name() == "channel") {
            const std::vector<XmlNode> channel = node.children();
            feed.wait = pace_of(channel);
            fediverse = fediverse_feed(channel, origin);
            language = first_of(
                {own_text(channel, "language"), module_text(channel, dublin_core, "language")});
            around.insert(around.end(), channel.begin(), channel.end());
        }
        if (node.name() != "item" || !is_own(node)) continue;
        RawPost post = rss_post(node, origin);
        if (fediverse) take_status(post, node.children(), *fediverse);
        auto copies = told_elsewhere(post, node.children(),
                                     {.base = node.base(origin.base), .feed = origin.feed});
        keep(feed, std::move(post));
        for (RawPost& copy : copies)
            keep(feed, std::move(copy));
    }
    take_once(feed.posts);
    for (RawPost& post : feed.posts)
        if (post.language.empty()) post.language = language;
    return feed;
}

Feed atom_feed(const XmlNode& root, const FeedOrigin& origin)
{
    Feed feed;
    feed.wait = pace_of(root.children());
    if (root.name() == "entry") keep(feed, atom_post(root, root, origin));
    for (const XmlNode& node : root.children())
        if (node.name() == "entry" && is_own(node)) keep(feed, atom_post(node, root, origin));
    return feed;
}

// Other names are not repeated: a server may write anything there, also a secret that it was sent.
std::string beginning_of(std::string_view root)
{
    static constexpr std::array<std::string_view, 5> usual{"opml", "urlset", "sitemapindex", "svg",
                                                           "error"};
    if (std::ranges::find(usual, root) == usual.end()) return "it is neither RSS nor Atom";
    return "it begins with <" + std::string{root} + ">";
}

}  // namespace

Result<Feed> read_xml_feed(std::string_view text, const FeedOrigin& origin)
{
    const auto document = lib::XmlDocument::parse(text);
    if (!document) return std::unexpected{document.error()};
    const XmlNode root = document->root();
    const std::string kind = ascii_lower(root.name());
    if (kind == "html")
        return fail(Fault::garbled,
                    "this is a web page, not a feed: look on it for a link that is "
                    "called RSS or Atom");
    Feed feed;
    if (kind == "rss" || kind == "rdf" || kind == "channel")
        feed = rss_feed(root, origin);
    else if (kind == "feed" || kind == "entry")
        feed = atom_feed(root, origin);
    else
        return fail(Fault::garbled, "this XML is not a feed: " + beginning_of(kind));
    if (document->complete()) return feed;
    // The last item is cut off: it would be taken for an edit when the whole of it comes.
    while (!feed.posts.empty()) {
        const bool is_item = feed.posts.back().repost_of.empty();
        feed.posts.pop_back();
        if (is_item) break;
    }
    feed.garbled.emplace_back(
        "the feed ends in the middle; its last item waits for the next answer");
    return feed;
}

}  // namespace narrowcast
