// SPDX-License-Identifier: Apache-2.0
// Our own form of a webhook: one post as JSON, or a list of them, as docs/sources/webhook.md says.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

// What the wall calls it, and what keeps the ids of different senders apart.
std::string network_of(const Json& item)
{
    const std::string name = ascii_lower(trimmed(first_text_in(item, {"network", "source"})));
    const bool harmless = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    });
    return harmless && name.size() <= 40 ? name : std::string{};
}

std::optional<Time> time_at(const Json& item, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        if (const auto time = time_in(item, key)) return time;
    return {};
}

Kind kind_of(const Json& item, bool rated)
{
    const std::string name = text_in(item, "kind");
    constexpr auto names = names_of(Kind{});
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<Kind>(found - names.begin());
    if (rated) return Kind::review;
    if (!text_in(item, "repost_of").empty()) return Kind::repost;
    return text_in(item, "in_reply_to").empty() ? Kind::post : Kind::reply;
}

std::optional<double> rating_of(const Json& item)
{
    const Json& value = member(item, "rating");
    if (!value.is_number()) return {};
    const double stars = value.get<double>();
    return stars >= 1 && stars <= 5 ? std::optional{stars} : std::nullopt;
}

std::vector<Media> media_of(const Json& item)
{
    std::vector<Media> all;
    const Json& list = member(item, "media");
    if (!list.is_array()) return all;
    for (const Json& one : list) {
        const std::string type = text_in(one, "type");
        std::string url = web_address(text_in(one, "url"));
        if (url.empty()) continue;
        const bool known = type == "image" || type == "video" || type == "audio";
        all.push_back(
            {.type = known ? type : "other", .url = std::move(url), .alt = text_in(one, "alt")});
    }
    return all;
}

Author author_of(const Json& item)
{
    const Json& author = member(item, "author");
    return {.name = author.is_string() ? text_of(author) : text_in(author, "name"),
            .handle = text_in(author, "handle"),
            .avatar = web_address(text_in(author, "avatar")),
            .url = web_address(text_in(author, "url"))};
}

// Two sources may both call a post "1": without a network of their own their names are put before.
std::string id_of(const SourceConfig& source, const RawPost& post, std::string id)
{
    if (!id.empty() && post.network.empty()) id = source.name + "/" + id;
    return id;
}

void take_words(const Json& item, RawPost& post)
{
    post.title = text_in(item, "title");
    post.text = text_in(item, "html");
    if (post.text.empty()) {
        post.text = text_in(item, "text");
        return;
    }
    post.markup = Markup::html;
    post.title = escaped_markup(post.title);
    post.author.name = escaped_markup(post.author.name);
}

Result<RawPost> post_of(const SourceConfig& source, const Json& item)
{
    RawPost post;
    const std::string id = text_in(item, "id");
    if (id.empty()) return fail(Fault::garbled, "a delivered post without an id");
    post.network = network_of(item);
    post.native_id = id_of(source, post, id);
    post.deleted = true_in(item, "deleted");
    post.author = author_of(item);
    take_words(item, post);
    if (!post.deleted && post.text.empty() && post.title.empty())
        return fail(Fault::garbled,
                    "a delivered post without a text: " + without_secret(id, source));
    post.rating = rating_of(item);
    post.kind = kind_of(item, post.rating.has_value());
    post.created = time_at(item, {"created_at", "created"});
    post.edited = time_at(item, {"edited_at", "edited"});
    post.language = first_text_in(item, {"language", "lang"});
    post.url = web_address(text_in(item, "url"));
    post.media = media_of(item);
    const Json& counts = member(item, "counts");
    post.counts = {.likes = count_in(counts, "likes"),
                   .reposts = count_in(counts, "reposts"),
                   .replies = count_in(counts, "replies")};
    post.in_reply_to = id_of(source, post, text_in(item, "in_reply_to"));
    post.repost_of = id_of(source, post, text_in(item, "repost_of"));
    post.sensitive = true_in(item, "sensitive");
    return post;
}

}  // namespace

void read_generic_delivery(const SourceConfig& source, const Json& json, Page& page)
{
    const Json list = json.is_array() ? json : Json::array({json});
    read_items(page, list, [&](const Json& item) { return post_of(source, item); });
}

}  // namespace narrowcast
