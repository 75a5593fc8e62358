// SPDX-License-Identifier: Apache-2.0
// Meta's webhooks: posts, comments, mentions and recommendations of a page, comments and mentions
// of an Instagram account. The ids are those that polling gives.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/graph.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/signature.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

Author author_of(const Json& value)
{
    const Json& from = member(value, "from");
    const std::string username = text_in(from, "username");
    Author author{
        .name = first_text_in(from, {"name", "username"}), .handle = {}, .avatar = {}, .url = {}};
    if (author.name.empty()) author.name = first_text_in(value, {"sender_name", "reviewer_name"});
    if (!username.empty()) {
        author.handle = "@" + username;
        author.url = "https://www.instagram.com/" + percent_encoded(username) + "/";
    }
    return author;
}

void take_pictures(const Json& value, std::vector<Media>& all)
{
    const auto add = [&](const Json& url, const char* type) {
        if (std::string address = web_address(text_of(url)); !address.empty())
            all.push_back({.type = type, .url = std::move(address), .alt = {}});
    };
    const std::string item = text_in(value, "item");
    if (item == "photo" || item == "comment" || item == "post")
        add(member(value, "photo"), "image");
    if (item == "photo") add(member(value, "link"), "image");
    if (item == "video") add(member(value, "link"), "video");
    if (const Json& photos = member(value, "photos"); photos.is_array())
        for (const Json& photo : photos)
            add(photo, "image");
}

// In seconds, or of some subscriptions in milliseconds.
std::optional<Time> time_of(const Json& entry)
{
    const auto number = count_in(entry, "time");
    if (!number || *number < 100'000'000'000) return time_in(entry, "time");
    return Time{std::chrono::seconds{*number / 1000}};
}

void take_change_of_state(const Json& value, const Json& entry, RawPost& post)
{
    const std::string verb = ascii_lower(text_in(value, "verb"));
    post.deleted = verb == "remove" || verb == "delete";
    post.sensitive = verb == "hide" || verb == "block" || count_in(value, "published") == 0;
    if (is_one_of(verb, {"edit", "edited", "update"})) post.edited = time_of(entry);
}

// Of the fields "feed" and "mention": items post, status, photo, video, share, comment.
void read_feed_change(const Json& value, const Json& entry, Page& page)
{
    const std::string item = text_in(value, "item");
    if (!is_one_of(item, {"post", "status", "photo", "video", "share", "link", "comment", "album"}))
        return;
    RawPost post;
    post.network = "facebook";
    const bool comment = item == "comment";
    post.native_id = text_in(value, comment ? "comment_id" : "post_id");
    if (post.native_id.empty())
        return page.garbled.push_back("a Facebook delivery about a " + item + " without its id");
    take_change_of_state(value, entry, post);
    post.kind = comment ? Kind::comment : Kind::post;
    post.author = author_of(value);
    post.text = text_in(value, "message");
    post.created = time_in(value, "created_time");
    post.url = web_address(text_in(value, "permalink_url"));
    if (post.url.empty()) post.url = web_address(text_in(member(value, "post"), "permalink_url"));
    take_pictures(value, post.media);
    if (comment) post.in_reply_to = first_text_in(value, {"parent_id", "post_id"});
    page.posts.push_back(std::move(post));
}

void read_rating_change(const Json& value, const Json& entry, Page& page)
{
    if (text_in(value, "item") != "rating") return read_feed_change(value, entry, page);
    RawPost post;
    post.network = "facebook";
    post.kind = Kind::review;
    post.native_id = text_in(value, "open_graph_story_id");
    if (post.native_id.empty())
        return page.garbled.push_back("a Facebook recommendation without its id");
    take_change_of_state(value, entry, post);
    post.author = author_of(value);
    post.text = text_in(value, "review_text");
    post.created = time_in(value, "created_time");
    post.title = thumb_of(text_in(value, "recommendation_type"));
    if (const auto stars = count_in(value, "rating"); stars && *stars >= 1 && *stars <= 5)
        post.rating = static_cast<double>(*stars);
    page.posts.push_back(std::move(post));
}

// A mention is told by its ids only: Platform::complete of instagram asks for its words.
void read_instagram_change(std::string_view field, const Json& value, const Json& entry, Page& page)
{
    RawPost post;
    post.network = "instagram";
    post.created = time_of(entry);
    if (field == "mentions") {
        post.native_id = first_text_in(value, {"comment_id", "media_id"});
        const bool comment = !text_in(value, "comment_id").empty();
        post.kind = comment ? Kind::comment : Kind::post;
        if (comment) post.in_reply_to = text_in(value, "media_id");
    } else if (field == "comments" || field == "live_comments") {
        post.kind = Kind::comment;
        post.native_id = text_in(value, "id");
        post.text = text_in(value, "text");
        post.author = author_of(value);
        post.in_reply_to = text_in(value, "parent_id");
        if (post.in_reply_to.empty()) post.in_reply_to = text_in(member(value, "media"), "id");
    } else {
        return;
    }
    if (post.native_id.empty())
        return page.garbled.push_back("an Instagram delivery about " + std::string{field} +
                                      " without an id");
    page.posts.push_back(std::move(post));
}

void read_change(std::string_view object, const Json& entry, const Json& change, Page& page)
{
    const std::string field = text_in(change, "field");
    const Json& value = member(change, "value");
    if (field.empty() || !value.is_object())
        return page.garbled.push_back("a delivery of Meta without a field or its value");
    if (object == "instagram") return read_instagram_change(field, value, entry, page);
    if (field == "ratings") return read_rating_change(value, entry, page);
    if (field == "feed" || field == "mention") read_feed_change(value, entry, page);
}

Result<Receipt> handshake(const SourceConfig& source, const Delivery& delivery)
{
    const auto value = [&](std::string_view name) {
        const auto found = delivery.query.find(name);
        return found == delivery.query.end() ? std::string{} : found->second;
    };
    const std::string expected = secret_part(source, "verify_token", "");
    if (expected.empty())
        return fail(Fault::rejected,
                    "Meta's handshake needs a verify_token in this source's credential: "
                    "{\"app_secret\": \"...\", \"verify_token\": \"...\"}");
    if (value("hub.mode") != "subscribe" ||
        !lib::equal_in_constant_time(value("hub.verify_token"), expected))
        return fail(Fault::rejected,
                    "the handshake's verify_token is not that of this source's credential");
    const std::string challenge = value("hub.challenge");
    const bool harmless = std::all_of(challenge.begin(), challenge.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_' || c == '.';
    });
    if (challenge.empty() || challenge.size() > 256 || !harmless)
        return fail(Fault::rejected, "the handshake's challenge is none of Meta's");
    return Receipt{.posts = {}, .reply = challenge, .delivery_id = {}, .garbled = {}};
}

}  // namespace

void read_meta_delivery(const Json& json, Page& page)
{
    const Json& entries = member(json, "entry");
    if (!entries.is_array()) return;
    for (const Json& entry : entries) {
        const Json& changes = member(entry, "changes");
        if (!changes.is_array()) continue;
        for (const Json& change : changes)
            read_change(text_in(json, "object"), entry, change, page);
    }
}

Result<Receipt> receive_from_meta(const SourceConfig& source, const Delivery& delivery)
{
    if (delivery.method == "GET") return handshake(source, delivery);
    const std::string_view plain = source.platform == "webhook" ? "app_secret" : "token";
    const std::string secret = secret_part(source, "app_secret", plain);
    if (auto proven = check_seal(meta_seal, delivery, secret); !proven)
        return std::unexpected{std::move(proven).error()};
    const Json json = TRY(parse_json(delivery.body));
    Page page;
    read_meta_delivery(json, page);
    return Receipt{.posts = std::move(page.posts),
                   .reply = {},
                   .delivery_id = delivery_id_of(meta_seal, delivery),
                   .garbled = std::move(page.garbled)};
}

}  // namespace narrowcast
