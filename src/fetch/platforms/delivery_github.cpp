// SPDX-License-Identifier: Apache-2.0
// GitHub's webhooks: issues, discussions and what people write below them.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

std::string id_of(const Json& item) { return first_text_in(item, {"node_id", "id"}); }

// Labels, assignments and locks change no words.
bool changes_words(const std::string& action)
{
    constexpr std::array actions{"opened", "created", "edited", "deleted"};
    return std::find(actions.begin(), actions.end(), action) != actions.end();
}

}  // namespace

void read_github_delivery(const Json& json, Page& page)
{
    const std::string action = text_in(json, "action");
    const Json& comment = member(json, "comment");
    const Json& thread =
        member(json, "issue").is_object() ? member(json, "issue") : member(json, "discussion");
    if (!thread.is_object() || !changes_words(action)) return;
    const Json& item = comment.is_object() ? comment : thread;
    RawPost post;
    post.network = "github";
    post.native_id = id_of(item);
    if (post.native_id.empty())
        return page.garbled.push_back("a delivered GitHub " +
                                      std::string{comment.is_object() ? "comment" : "issue"} +
                                      " without an id");
    post.deleted = action == "deleted";
    const Json& user = member(item, "user");
    const std::string login = text_in(user, "login");
    post.author = {.name = login,
                   .handle = login.empty() ? login : "@" + login,
                   .avatar = web_address(text_in(user, "avatar_url")),
                   .url = web_address(text_in(user, "html_url"))};
    post.title = text_in(item, "title");
    post.text = text_in(item, "body");
    post.created = time_in(item, "created_at");
    if (action == "edited") post.edited = time_in(item, "updated_at");
    post.url = web_address(text_in(item, "html_url"));
    post.counts.likes = count_in(member(item, "reactions"), "+1");
    if (comment.is_object()) post.in_reply_to = id_of(thread);
    post.kind = comment.is_object() ? Kind::comment : Kind::post;
    post.sensitive = true_in(member(json, "repository"), "private");
    page.posts.push_back(std::move(post));
}

}  // namespace narrowcast
