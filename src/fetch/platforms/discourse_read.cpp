// SPDX-License-Identifier: Apache-2.0
// What a Discourse forum says of posts and topics.
#include "fetch/platforms/discourse.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"
#include "lib/xml.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <map>

namespace narrowcast {
namespace {

std::string on_forum(const Forum& forum, const std::string& address)
{
    if (address.empty()) return {};
    return web_address(lib::resolved_url(forum.server, address));
}

Author author_of(const Json& from, const Forum& forum)
{
    Author author;
    const std::string user = text_in(from, "username");
    const std::string name = first_text_in(from, {"name", "display_username"});
    author.name = escaped_markup(trimmed(name).empty() ? user : name);
    author.handle = user.empty() ? std::string{} : "@" + user;
    std::string avatar = text_in(from, "avatar_template");
    if (const auto at = avatar.find("{size}"); at != std::string::npos)
        avatar.replace(at, 6, "144");
    author.avatar = on_forum(forum, avatar);
    if (!user.empty() && !forum.server.empty())
        author.url = forum.server + "/u/" + percent_encoded(user);
    return author;
}

// Pictures of the text; small ones are emoji and avatars.
void take_first_picture(RawPost& post, const Json& from, const Forum& forum)
{
    const std::string url = on_forum(forum, text_in(from, "image_url"));
    if (!url.empty()) post.media.push_back({.type = "image", .url = url, .alt = {}});
}

std::optional<std::int64_t> likes_of(const Json& from)
{
    if (const auto likes = count_in(from, "like_count")) return likes;
    const Json& actions = member(from, "actions_summary");
    if (!actions.is_array()) return {};
    for (const Json& action : actions)
        if (count_in(action, "id") == 2) return count_in(action, "count").value_or(0);
    return 0;
}

std::string page_of(const Forum& forum, const Json& from, const std::string& topic,
                    const std::string& number)
{
    if (std::string own = on_forum(forum, text_in(from, "post_url")); !own.empty()) return own;
    if (forum.server.empty() || topic.empty()) return {};
    std::string slug = first_text_in(from, {"topic_slug", "slug"});
    return forum.server + "/t/" + (slug.empty() ? "-" : percent_encoded(slug)) + "/" + topic + "/" +
           number;
}

// 1 is what people write; 2 moderators' notices, 3 "closed this topic", 4 whispers to the staff.
bool is_for_people(const Json& post)
{
    const Json& type = member(post, "post_type");
    return type.is_null() || count_in(post, "post_type") == 1;
}

using Titles = std::map<std::string, std::string>;  // by topic

Result<RawPost> post_of(const Json& from, const Forum& forum, const Titles& titles)
{
    const std::string topic = text_in(from, "topic_id"), number = text_in(from, "post_number");
    if (topic.empty() || number.empty())
        return fail(Fault::garbled, "a post without a topic or a number in it");
    RawPost post;
    post.native_id = discourse_id(forum, topic, number);
    post.markup = Markup::html;
    post.author = author_of(from, forum);
    post.text = first_text_in(from, {"cooked", "blurb", "excerpt"});
    if (post.text.empty()) return fail(Fault::garbled, "a post without a text: " + post.native_id);
    if (number == "1") {
        const auto title = titles.find(topic);
        post.title =
            escaped_markup(title != titles.end() ? title->second : text_in(from, "topic_title"));
    } else {
        const std::string answers = text_in(from, "reply_to_post_number");
        post.kind = Kind::reply;
        post.in_reply_to = discourse_id(forum, topic, answers.empty() ? "1" : answers);
    }
    post.created = time_in(from, "created_at");
    if (count_in(from, "version").value_or(1) > 1) post.edited = time_in(from, "updated_at");
    post.language = text_in(from, "locale");
    post.url = page_of(forum, from, topic, number);
    take_first_picture(post, from, forum);
    post.counts = {
        .likes = likes_of(from), .reposts = {}, .replies = count_in(from, "reply_count")};
    post.sensitive = true_in(from, "hidden");
    post.deleted = true_in(from, "user_deleted") || !text_in(from, "deleted_at").empty();
    return post;
}

Titles titles_of(const Json& json)
{
    Titles titles;
    const Json& topics = member(json, "topics");
    if (topics.is_array())
        for (const Json& topic : topics)
            if (std::string id = text_in(topic, "id"); !id.empty())
                titles[id] = text_in(topic, "title");
    return titles;
}

void read_posts(Page& page, const Json& posts, const Forum& forum, const Titles& titles)
{
    if (!posts.is_array()) return;
    Json shown = Json::array();
    for (const Json& post : posts)
        if (is_for_people(post)) shown.push_back(post);
    read_items(page, shown, [&](const Json& post) { return post_of(post, forum, titles); });
}

// A topic in a list: its first post, as far as the list tells.
Result<RawPost> post_of_topic(const Json& topic, const Forum& forum,
                              const std::map<std::string, const Json*>& users)
{
    const std::string id = text_in(topic, "id");
    if (id.empty()) return fail(Fault::garbled, "a topic without an id");
    RawPost post;
    post.native_id = discourse_id(forum, id, "1");
    post.markup = Markup::html;
    post.title = escaped_markup(text_in(topic, "title"));
    post.text = text_in(topic, "excerpt");
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a topic without a title: " + post.native_id);
    const Json& posters = member(topic, "posters");
    if (posters.is_array() && !posters.empty()) {
        const auto user = users.find(text_in(posters.front(), "user_id"));
        if (user != users.end()) post.author = author_of(*user->second, forum);
    }
    post.created = time_in(topic, "created_at");
    post.url = page_of(forum, topic, id, "1");
    take_first_picture(post, topic, forum);
    const auto posts = count_in(topic, "posts_count");
    post.counts = {.likes = count_in(topic, "like_count"),
                   .reposts = {},
                   .replies = posts && *posts > 0 ? std::optional{*posts - 1} : std::nullopt};
    post.sensitive = member(topic, "visible").is_boolean() && !true_in(topic, "visible");
    return post;
}

void read_topics(Page& page, const Json& json, const Forum& forum)
{
    std::map<std::string, const Json*> users;
    const Json& all = member(json, "users");
    if (all.is_array())
        for (const Json& user : all)
            if (std::string id = text_in(user, "id"); !id.empty()) users[id] = &user;
    read_items(page, member(member(json, "topic_list"), "topics"),
               [&](const Json& topic) { return post_of_topic(topic, forum, users); });
}

// Where an answer keeps its posts; null when it has none.
const Json& posts_in(const Json& json)
{
    for (const char* key : {"latest_posts", "posts"})
        if (member(json, key).is_array()) return member(json, key);
    return member(member(json, "post_stream"), "posts");
}

}  // namespace

std::string discourse_id(const Forum& forum, const std::string& topic, const std::string& number)
{
    return (forum.host.empty() ? "" : forum.host + "/") + topic + "/" + number;
}

bool read_discourse(Page& page, const Json& json, const Forum& forum)
{
    if (member(json, "topic_list").is_object()) {
        read_topics(page, json, forum);
        return true;
    }
    Titles titles = titles_of(json);
    if (member(json, "post_stream").is_object())
        titles[text_in(json, "id")] = text_in(json, "title");
    if (posts_in(json).is_array()) {
        read_posts(page, posts_in(json), forum, titles);
        return true;
    }
    if (member(json, "grouped_search_result").is_object()) return true;  // found nothing
    if (member(json, "post_number").is_null()) return false;
    read_posts(page, Json::array({json}), forum, titles);
    return true;
}

DiscourseIds discourse_ids(const Json& json)
{
    DiscourseIds ids;
    const Json& posts = posts_in(json);
    if (!posts.is_array()) return ids;
    for (const Json& post : posts) {
        const auto id = count_in(post, "id").value_or(0);
        if (id == 0) continue;
        ids.newest = std::max(ids.newest, id);
        ids.oldest = ids.oldest == 0 ? id : std::min(ids.oldest, id);
    }
    return ids;
}

}  // namespace narrowcast
