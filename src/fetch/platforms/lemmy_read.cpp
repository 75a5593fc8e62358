// SPDX-License-Identifier: Apache-2.0
// Lemmy's posts and comments, as both versions of its interface tell of them.
#include "fetch/platforms/lemmy_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/feed.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"
#include "lib/markdown.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

// ::: spoiler Title ... ::: is folded away on Lemmy: only its title is to be seen.
std::string without_spoilers(std::string_view text)
{
    std::string open;
    bool hidden = false;
    for (const std::string_view line : split(text, '\n')) {
        const std::string_view words = trimmed(line);
        const bool fence = words.starts_with(":::");
        if (fence && !hidden && trimmed(words.substr(3)).starts_with("spoiler")) {
            hidden = true;
            open += std::string{trimmed(trimmed(words.substr(3)).substr(7))} + " \u2026\n";
        } else if (fence && hidden) {
            hidden = false;
        } else if (!hidden) {
            open += std::string{line} + "\n";
        }
    }
    return open;
}

void take_words(RawPost& post, const std::string& markdown)
{
    const lib::Markdown read = lib::read_markdown(without_spoilers(markdown));
    post.text = read.html;
    post.markup = Markup::html;
    for (const auto& picture : read.pictures)
        if (is_web_address(picture.url))
            post.media.push_back({.type = "image", .url = picture.url, .alt = picture.words});
}

// A person's identity over servers: actor_id until version 1.0, ap_id since.
Author author_of(const Json& person)
{
    const std::string name = text_in(person, "name");
    std::string shown = text_in(person, "display_name");
    if (trimmed(shown).empty()) shown = name;
    Author author;
    author.name = escaped_markup(shown);
    author.url = web_address(first_text_in(person, {"ap_id", "actor_id"}));
    const std::string host = host_of(author.url);
    if (!name.empty()) author.handle = "@" + name + (host.empty() ? "" : "@" + host);
    author.avatar = web_address(text_in(person, "avatar"));
    return author;
}

std::optional<std::int64_t> counted(const Json& view, const Json& item, const char* key)
{
    const auto count = count_in(member(view, "counts"), key);  // until 1.0 they stand beside it
    return count ? count : count_in(item, key);
}

// What posts and comments have in common.
Result<RawPost> begun(const Json& view, const Json& item, const std::string& host, const char* kind)
{
    const std::string id = text_in(item, "id");
    if (id.empty()) return fail(Fault::garbled, std::string{"a "} + kind + " without an id");
    RawPost post;
    post.native_id = (host.empty() ? "" : host + "/") + kind + "/" + id;
    post.author = author_of(member(view, "creator"));
    post.created = time_in(item, "published_at");
    if (!post.created) post.created = time_in(item, "published");
    post.edited = time_in(item, "updated_at");
    if (!post.edited) post.edited = time_in(item, "updated");
    post.canonical = text_in(item, "ap_id");
    post.url = web_address(post.canonical);
    if (post.url.empty() && !host.empty()) post.url = "https://" + post.native_id;
    post.counts.likes = counted(view, item, "upvotes");
    post.sensitive = true_in(member(view, "community"), "nsfw");
    post.deleted = true_in(item, "deleted") || true_in(item, "removed");
    return post;
}

void take_link(RawPost& post, const Json& item)
{
    const std::string link = web_address(text_in(item, "url"));
    if (!link.empty() && media_type_from("", "", link) == "image")
        post.media.insert(post.media.begin(),
                          {.type = "image", .url = link, .alt = text_in(item, "alt_text")});
    else if (const std::string small = web_address(text_in(item, "thumbnail_url")); !small.empty())
        post.media.push_back({.type = "image", .url = small, .alt = {}});
    if (trimmed(post.text).empty() && !link.empty()) post.text = escaped_markup(link);
}

Result<RawPost> post_of(const Json& view, const std::string& host)
{
    const Json& item = member(view, "post");
    RawPost post = TRY(begun(view, item, host, "post"));
    take_words(post, text_in(item, "body"));
    post.title = escaped_markup(text_in(item, "name"));
    take_link(post, item);
    post.counts.replies = counted(view, item, "comments");
    post.sensitive = post.sensitive || true_in(item, "nsfw");
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a post without words: " + post.native_id);
    return post;
}

// "0.5.9": comment 9 answers comment 5; "0.5": comment 5 answers the post.
std::string parent_in(const std::string& path)
{
    const auto steps = split(path, '.');
    return steps.size() > 2 ? std::string{steps[steps.size() - 2]} : std::string{};
}

Result<RawPost> comment_of(const Json& view, const std::string& host)
{
    const Json& item = member(view, "comment");
    RawPost post = TRY(begun(view, item, host, "comment"));
    post.kind = Kind::comment;
    take_words(post, text_in(item, "content"));
    if (trimmed(post.text).empty())
        return fail(Fault::garbled, "a comment without words: " + post.native_id);
    const std::string at = host.empty() ? "" : host + "/",
                      parent = parent_in(text_in(item, "path"));
    const std::string answered = text_in(item, "post_id");
    if (!parent.empty())
        post.in_reply_to = at + "comment/" + parent;
    else if (!answered.empty())
        post.in_reply_to = at + "post/" + answered;
    post.counts.replies = counted(view, item, "child_count");
    post.sensitive = post.sensitive || true_in(member(view, "post"), "nsfw");
    return post;
}

// A comment's view holds its post, too.
Result<RawPost> item_of(const Json& view, const std::string& host)
{
    if (member(view, "comment").is_object()) return comment_of(view, host);
    if (member(view, "post").is_object()) return post_of(view, host);
    return fail(Fault::garbled, "something that is neither a post nor a comment");
}

// A search of everything finds communities and people as well.
bool is_wanted(const Json& view)
{
    const std::string type = ascii_lower(text_in(view, "type_"));
    return type.empty() || type == "post" || type == "comment";
}

}  // namespace

bool read_lemmy(Page& page, const Json& json, const std::string& host)
{
    bool found = false;
    for (const char* key : {"posts", "comments", "search", "results", "items"}) {
        const Json& list = member(json, key);
        if (!list.is_array()) continue;
        found = true;
        Json wanted = Json::array();
        for (const Json& view : list)
            if (is_wanted(view)) wanted.push_back(view);
        read_items(page, wanted, [&](const Json& view) { return item_of(view, host); });
    }
    for (const char* key : {"post_view", "comment_view"}) {
        const Json& view = member(json, key);
        if (!view.is_object()) continue;
        found = true;
        read_items(page, Json::array({view}), [&](const Json& one) { return item_of(one, host); });
    }
    return found;
}

}  // namespace narrowcast
