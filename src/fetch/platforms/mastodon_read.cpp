// SPDX-License-Identifier: Apache-2.0
// A status of Mastodon and of servers that speak its API.
#include "fetch/platforms/mastodon.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

std::string handle_of(const Json& account, std::string_view server)
{
    const std::string acct = text_in(account, "acct");
    if (acct.empty()) return {};
    if (acct.find('@') != std::string::npos) return "@" + acct;
    std::string host = host_of(text_in(account, "url"));
    if (host.empty()) host = host_of(server);
    return "@" + acct + "@" + host;
}

Author author_of(const Json& account, std::string_view server)
{
    std::string name = text_in(account, "display_name");
    if (trimmed(name).empty()) name = text_in(account, "username");
    return {.name = escaped_markup(name),
            .handle = handle_of(account, server),
            .avatar = web_address(first_text_in(account, {"avatar_static", "avatar"})),
            .url = web_address(text_in(account, "url"))};
}

std::vector<Media> media_of(const Json& status)
{
    std::vector<Media> all;
    const Json& attachments = member(status, "media_attachments");
    if (!attachments.is_array()) return all;
    for (const Json& one : attachments) {
        const std::string type = text_in(one, "type");
        std::string url = web_address(first_text_in(one, {"url", "remote_url", "preview_url"}));
        if (url.empty()) continue;
        all.push_back({.type = type == "gifv"                                          ? "video"
                               : type == "image" || type == "video" || type == "audio" ? type
                                                                                       : "other",
                       .url = std::move(url),
                       .alt = text_in(one, "description")});
    }
    return all;
}

void fill(RawPost& post, const Json& status, std::string_view server)
{
    post.author = author_of(member(status, "account"), server);
    post.title = escaped_markup(text_in(status, "spoiler_text"));
    post.text = text_in(status, "content");
    post.markup = Markup::html;
    post.edited = time_in(status, "edited_at");
    post.language = text_in(status, "language");
    post.url = web_address(first_text_in(status, {"url", "uri"}));
    post.media = media_of(status);
    post.counts = {.likes = count_in(status, "favourites_count"),
                   .reposts = count_in(status, "reblogs_count"),
                   .replies = count_in(status, "replies_count")};
    const std::string visibility = text_in(status, "visibility");
    post.sensitive = post.sensitive || true_in(status, "sensitive") || !post.title.empty() ||
                     (!visibility.empty() && visibility != "public") ||
                     true_in(member(status, "account"), "noindex");
}

}  // namespace

Result<RawPost> mastodon_post(const Json& status, std::string_view server)
{
    RawPost post;
    post.native_id = text_in(status, "id");
    post.created = time_in(status, "created_at");
    post.canonical = text_in(status, "uri");
    if (post.native_id.empty()) return fail(Fault::garbled, "a post without an id");
    if (!member(status, "account").is_object())
        return fail(Fault::garbled, "a post without an author: " + post.native_id);
    const Json& original = member(status, "reblog");
    if (!original.is_object()) {
        if (!member(status, "content").is_string())
            return fail(Fault::garbled, "a post without a text: " + post.native_id);
        post.in_reply_to = text_in(status, "in_reply_to_id");
        post.kind = post.in_reply_to.empty() ? Kind::post : Kind::reply;
        fill(post, status, server);
        return post;
    }
    post.sensitive = true_in(status, "sensitive");
    fill(post, original, server);
    post.kind = Kind::repost;
    post.repost_of = text_in(original, "id");
    return post;
}

MastodonPlace MastodonPlace::of(std::string_view position)
{
    const auto space = position.find(' ');
    if (space == std::string_view::npos) return {std::string{position}, {}};
    return {std::string{position.substr(0, space)},
            web_address(std::string{position.substr(space + 1)})};
}

std::string MastodonPlace::spelled() const
{
    return streams.empty() ? newest : newest + " " + streams;
}

void read_mastodon_event(Page& page, const MastodonEvent& event, std::string_view server)
{
    if (event.name == "delete") {
        RawPost gone;
        gone.native_id = trimmed(event.payload);
        gone.deleted = true;
        if (gone.native_id.starts_with('"')) {
            const auto text = parse_json(gone.native_id);
            gone.native_id = text ? text_of(*text) : std::string{};
        }
        if (gone.native_id.empty())
            page.garbled.emplace_back("a deletion that does not say of what");
        else
            page.posts.push_back(std::move(gone));
        return;
    }
    if (event.name != "update" && event.name != "status.update") return;
    const auto status = parse_json(event.payload);
    auto post =
        status ? mastodon_post(*status, server) : Result<RawPost>{std::unexpected{status.error()}};
    if (post)
        page.posts.push_back(*std::move(post));
    else
        page.garbled.push_back(std::move(post).error().text);
}

}  // namespace narrowcast
