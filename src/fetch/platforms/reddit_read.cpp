// SPDX-License-Identifier: Apache-2.0
// One post or comment of Reddit, and Reddit's feeds.
#include "fetch/platforms/reddit.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/feed.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/charset.hpp"
#include "lib/xml.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

constexpr const char* server = "https://www.reddit.com";

bool is_blanked(std::string_view text) { return text == "[removed]" || text == "[deleted]"; }

// Without raw_json=1 all texts are escaped once more.
std::string unescaped(std::string text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> all{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}};
    for (const auto& [from, to] : all)
        for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1))
            text.replace(at, from.size(), to);
    return text;
}

// Reddit's terms want the community to be named with the author.
Author author_named(const std::string& name, const std::string& community)
{
    if (name.empty() || is_blanked(name))
        return {.name = escaped_markup(community), .handle = {}, .avatar = {}, .url = {}};
    return {.name = escaped_markup(name + (community.empty() ? "" : " \xC2\xB7 " + community)),
            .handle = "u/" + name,
            .avatar = {},
            .url = std::string{server} + "/user/" + percent_encoded(name)};
}

std::optional<Time> moment_in(const Json& json, const char* key)
{
    const Json& value = member(json, key);
    if (!value.is_number()) return {};
    const double seconds = value.get<double>();
    if (!(seconds > 0 && seconds < 1e11)) return {};
    return Time{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

std::vector<Media> media_of(const Json& data)
{
    const Json& images = member(member(data, "preview"), "images");
    std::string url;
    if (images.is_array() && !images.empty())
        url = web_address(unescaped(text_in(member(images[0], "source"), "url")));
    const std::string link = web_address(text_in(data, "url"));
    if (url.empty() && media_type_from("", "", link) == "image") url = link;
    if (url.empty()) return {};
    return {{.type = "image", .url = std::move(url), .alt = {}}};
}

void fill_text(RawPost& post, const Json& data)
{
    const std::string html = first_text_in(data, {"selftext_html", "body_html"});
    const std::string title = text_in(data, "title");
    const bool escaped = html.starts_with("&lt;");
    post.markup = Markup::html;
    post.title = escaped ? title : escaped_markup(title);
    if (!html.empty())
        post.text = escaped ? unescaped(html) : html;
    else
        post.text = escaped_markup(first_text_in(data, {"selftext", "body"}));
}

bool is_gone(const Json& data)
{
    return !text_in(data, "removed_by_category").empty() ||
           is_blanked(first_text_in(data, {"selftext", "body"}));
}

void fill(RawPost& post, const Json& data)
{
    post.author = author_named(text_in(data, "author"), text_in(data, "subreddit_name_prefixed"));
    fill_text(post, data);
    post.edited = moment_in(data, "edited");
    const std::string path = text_in(data, "permalink");
    if (path.starts_with('/')) post.url = server + path;
    post.media = media_of(data);
    post.counts = {.likes = count_in(data, "score"),
                   .reposts = count_in(data, "num_crossposts"),
                   .replies = count_in(data, "num_comments")};
    if (true_in(data, "hide_score") || true_in(data, "score_hidden")) post.counts.likes.reset();
    post.sensitive = post.sensitive || true_in(data, "over_18") || true_in(data, "spoiler") ||
                     true_in(data, "quarantine") || text_in(data, "subreddit_type") == "private";
}

const Json& original_of(const Json& data)
{
    const Json& parents = member(data, "crosspost_parent_list");
    return parents.is_array() && !parents.empty() && parents[0].is_object() ? parents[0] : data;
}

}  // namespace

Result<RawPost> reddit_post(const Json& thing)
{
    const Json& data = member(thing, "data");
    RawPost post;
    post.native_id = text_in(data, "name");
    if (post.native_id.empty()) return fail(Fault::garbled, "a post without a name");
    post.created = moment_in(data, "created_utc");
    post.repost_of = text_in(data, "crosspost_parent");
    const bool comment = post.native_id.starts_with("t1_");
    post.kind = comment ? Kind::comment : post.repost_of.empty() ? Kind::post : Kind::repost;
    if (comment) post.in_reply_to = text_in(data, "parent_id");
    const Json& original = original_of(data);
    if (is_gone(data) || is_gone(original)) {
        post.deleted = true;
        return post;
    }
    post.sensitive = true_in(data, "over_18") || true_in(data, "spoiler");
    fill(post, original);
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a post with neither title nor text: " + post.native_id);
    return post;
}

// ---- feeds -------------------------------------------------------------------------------------

namespace {

// The words stand between two comments; behind them who sent it, and links.
std::string words_of_item(const std::string& html)
{
    constexpr std::string_view begin = "<!-- SC_OFF -->", end = "<!-- SC_ON -->";
    const auto from = html.find(begin), to = html.find(end);
    if (from == html.npos || to == html.npos || to < from) return {};
    return html.substr(from, to - from);
}

// "https://www.reddit.com/r/coffee/comments/...": "r/coffee".
std::string community_of(const std::string& url)
{
    const auto at = url.find("/r/");
    if (at == url.npos) return {};
    return url.substr(at + 1, url.find('/', at + 3) - at - 1);
}

void make_alike(RawPost& post)
{
    const auto id = post.native_id.find_last_of("-/") + 1;  // 0: all of it
    const std::string name = post.native_id.substr(id);
    if (name.starts_with("t3_") || name.starts_with("t1_")) post.native_id = name;
    post.kind = name.starts_with("t1_") ? Kind::comment : Kind::post;
    std::string author = post.author.name;
    if (author.starts_with("/u/")) author.erase(0, 3);
    post.author = author_named(author, community_of(post.url));
    post.text = words_of_item(post.text);
    if (post.kind == Kind::comment && !post.text.empty()) post.title.clear();  // "/u/x on ..."
}

}  // namespace

Result<Page> reddit_feed(const Cursor& cursor, const Response& response)
{
    const std::string text = lib::document_to_utf8(response.body, charset_of(response),
                                                   lib::declared_encoding(response.body));
    // The address that was asked bears a secret: it is no part of what is made of the answer.
    const FeedOrigin origin{.base = std::string{server} + "/", .feed = server};
    auto feed = read_xml_feed(text, origin);
    if (!feed) return fail(feed.error().fault, "Reddit sent no feed: " + feed.error().text);
    Page page{.posts = std::move(feed->posts),
              .next = cursor,
              .more = false,
              .wait = {},
              .garbled = std::move(feed->garbled)};
    std::erase_if(page.posts, [](const RawPost& post) {  // communities that the search found
        return post.native_id.find("t5_") != std::string::npos;
    });
    for (RawPost& post : page.posts)
        make_alike(post);
    return page;
}

}  // namespace narrowcast
