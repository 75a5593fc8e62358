// SPDX-License-Identifier: Apache-2.0
// One question or answer of a Stack Exchange site.
#include "fetch/platforms/stackexchange_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

std::string site_for(const SourceConfig& source, const Json& item)
{
    const std::string linked = host_of(text_in(item, "link"));
    return trimmed(source.url).empty() && !linked.empty() ? linked : stack_site(source);
}

Author author_of(const Json& owner)
{
    return {.name = text_in(owner, "display_name"),
            .handle = {},
            .avatar = web_address(text_in(owner, "profile_image")),
            .url = web_address(text_in(owner, "link"))};
}

}  // namespace

std::string stack_site(const SourceConfig& source)
{
    return trimmed(source.url).empty() ? "stackoverflow.com" : host_of(server_of(source));
}

Result<RawPost> stack_post(const SourceConfig& source, const Json& item)
{
    const std::string answer = text_in(item, "answer_id"), asked = text_in(item, "question_id");
    const std::string either = text_in(item, "post_id");
    const std::string& id = !answer.empty() ? answer : !asked.empty() ? asked : either;
    if (id.empty()) return fail(Fault::garbled, "an item without an id");
    const bool is_answer = !answer.empty() || text_in(item, "post_type") == "answer";
    const std::string site = site_for(source, item);
    RawPost post;
    post.native_id = site + "/" + id;
    post.kind = is_answer ? Kind::reply : Kind::post;
    if (is_answer && !asked.empty()) post.in_reply_to = site + "/" + asked;
    post.markup = Markup::html;
    post.author = author_of(member(item, "owner"));
    post.title = text_in(item, "title");
    post.text = first_text_in(item, {"body", "excerpt"});
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "an item without words: " + post.native_id);
    post.created = time_in(item, "creation_date");
    post.edited = time_in(item, "last_edit_date");
    post.url = web_address(text_in(item, "link"));
    if (post.url.empty()) post.url = "https://" + site + (is_answer ? "/a/" : "/q/") + id;
    post.counts = {.likes = count_in(item, "score"),
                   .reposts = {},
                   .replies = is_answer ? std::nullopt : count_in(item, "answer_count")};
    return post;
}

}  // namespace narrowcast
