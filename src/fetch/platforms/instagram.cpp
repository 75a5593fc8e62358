// SPDX-License-Identifier: Apache-2.0
// Instagram: what people write with a hashtag, where they tag our account, and where they mention
// it (brought by Meta's webhook, completed here).
//
// Cursor::position is a Descent whose note is "hashtag id" once the hashtag was looked up. Media
// found by hashtag have no author: Instagram does not tell.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/deliveries.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/graph.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr std::string_view fields_by_hashtag =
    "id,caption,media_type,media_url,permalink,timestamp,like_count,comments_count";
constexpr std::string_view fields_of_media =
    "id,caption,media_type,media_url,thumbnail_url,permalink,timestamp,username,like_count,"
    "comments_count";
constexpr std::string_view fields_of_comment = "id,text,timestamp,like_count,media{id,permalink}";

std::string tag_of(const SourceConfig& source)
{
    std::string_view tag = trimmed(source.tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    return ascii_lower(tag);
}

std::string address(const SourceConfig& source, std::string_view path)
{
    return graph_base(source, facebook_graph, facebook_version) + "/" + std::string{path};
}

// The hashtag's id, when it was looked up for the tag that is set now.
std::string hashtag_of(const SourceConfig& source, const Descent& descent)
{
    const auto space = descent.note().find(' ');
    if (space == std::string::npos || descent.note().substr(0, space) != tag_of(source)) return {};
    return descent.note().substr(space + 1);
}

Request ask_hashtag(const SourceConfig& source, const Descent& descent)
{
    const std::string id = hashtag_of(source, descent);
    const std::string user{trimmed(source.account)};
    Request request =
        id.empty() ? graph_question(source, address(source, "ig_hashtag_search"),
                                    {{"user_id", user}, {"q", tag_of(source)}})
                   : graph_question(source, address(source, percent_encoded(id) + "/recent_media"),
                                    {{"user_id", user},
                                     {"fields", std::string{fields_by_hashtag}},
                                     {"limit", "50"},
                                     {"after", descent.page()}});
    request.spends = {{.quota = "hashtags", .amount = 1, .once_for = tag_of(source)}};
    return request;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const Descent descent{cursor.position};
    if (source.feed == "mentions") return {};
    if (source.feed != "tags") return ask_hashtag(source, descent);
    return graph_question(
        source, address(source, percent_encoded(trimmed(source.account)) + "/tags"),
        {{"fields", std::string{fields_of_media}}, {"limit", "50"}, {"after", descent.page()}});
}

// ---- one post ----------------------------------------------------------------------------------

void take_picture(const Json& item, RawPost& post)
{
    const bool film = text_in(item, "media_type") == "VIDEO";
    std::string url = web_address(text_in(item, "media_url"));
    const std::string still = web_address(text_in(item, "thumbnail_url"));
    if (!url.empty())
        post.media.push_back({.type = film ? "video" : "image", .url = std::move(url), .alt = {}});
    if (film && !still.empty()) post.media.push_back({.type = "image", .url = still, .alt = {}});
}

Result<RawPost> post_of(const Json& item)
{
    RawPost post;
    post.native_id = text_in(item, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "an Instagram post without an id");
    const std::string username = text_in(item, "username");
    if (!username.empty())
        post.author = {.name = username,
                       .handle = "@" + username,
                       .avatar = {},
                       .url = "https://www.instagram.com/" + percent_encoded(username) + "/"};
    post.text = first_text_in(item, {"caption", "text"});
    post.created = time_in(item, "timestamp");
    post.url = web_address(text_in(item, "permalink"));
    post.counts = {.likes = count_in(item, "like_count"),
                   .reposts = {},
                   .replies = count_in(item, "comments_count")};
    take_picture(item, post);
    return post;
}

// ---- the answer as a whole ---------------------------------------------------------------------

// The answer of ig_hashtag_search: [{"id": "17843853986012965"}].
bool is_hashtag(const Json& list)
{
    return list.size() == 1 && list[0].is_object() && list[0].size() == 1 &&
           !text_in(list[0], "id").empty();
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    Descent descent{cursor.position};
    if (begins_anew(descent, response)) {
        page.next.position = descent.spelled();
        return page;
    }
    const Json answer = TRY(graph_list(source, response));
    if (is_meta_delivery(answer)) {
        read_meta_delivery(answer, page);
        return page;
    }
    const Json& list = member(answer, "data");
    if (source.feed != "tags" && is_hashtag(list) && hashtag_of(source, descent).empty()) {
        descent = Descent{""};
        descent.note(tag_of(source) + " " + text_in(list[0], "id"));
        page.more = true;
    } else {
        read_items(page, list, post_of);
        page.more = descent.went(dates_of(page.posts, next_page_of(answer)));
    }
    page.next.position = descent.spelled();
    return page;
}

// ---- what a mention says -----------------------------------------------------------------------

bool is_bare(const RawPost& post) { return !post.deleted && post.text.empty() && post.url.empty(); }

// One at a time: the id stands within the question's fields.
Request complete(const SourceConfig& source, std::span<const RawPost> posts)
{
    if (posts.empty() || trimmed(source.account).empty()) return {};
    const bool comment = posts[0].kind == Kind::comment;
    std::string fields = comment ? "mentioned_comment.comment_id(" : "mentioned_media.media_id(";
    fields += posts[0].native_id + "){";
    fields += comment ? fields_of_comment : fields_of_media;
    return graph_question(source, address(source, percent_encoded(trimmed(source.account))),
                          {{"fields", fields + "}"}});
}

Result<void> read_completed(std::span<RawPost> posts, const Response& response)
{
    if (graph_knows_it_not(response)) return {};  // it is gone meanwhile
    const Json answer = TRY(graph_answer({}, response));
    const bool comment = member(answer, "mentioned_comment").is_object();
    const Json& item = member(answer, comment ? "mentioned_comment" : "mentioned_media");
    RawPost found = TRY(post_of(item));
    const auto post = std::find_if(posts.begin(), posts.end(), [&](const RawPost& one) {
        return one.native_id == found.native_id;
    });
    if (post == posts.end()) return {};
    if (comment) found.url = web_address(text_in(member(item, "media"), "permalink"));
    found.network = post->network;
    found.kind = post->kind;
    found.in_reply_to = post->in_reply_to;
    if (!found.created) found.created = post->created;
    *post = std::move(found);
    return {};
}

std::vector<Quota> quotas(const SourceConfig& source)
{
    if (source.feed == "tags" || source.feed == "mentions") return {};
    return {{.name = "hashtags",
             .in_words = "different hashtags in seven days",
             .most = 30,
             .renewal = Quota::Renewal::after_week}};
}

Result<void> check(const SourceConfig& source)
{
    if (auto checked = check_graph(source, {"", "hashtag", "tags", "mentions"},
                                   "instagram needs the number of your professional account in "
                                   "'account'");
        !checked)
        return checked;
    if (source.feed == "tags" || source.feed == "mentions") return {};
    const std::string tag = tag_of(source);
    if (tag.empty() || tag.find_first_of(" /?#&") != std::string::npos)
        return fail(Fault::refused, "instagram needs one hashtag in 'tag', without spaces");
    return {};
}

}  // namespace

constinit const Platform instagram{.name = "instagram",
                                   .ask = ask,
                                   .read = read,
                                   .check = check,
                                   .rate_limit = graph_rate_limit,
                                   .quotas = quotas,
                                   .lacks = is_bare,
                                   .complete = complete,
                                   .read_completed = read_completed,
                                   .complete_most = 1,
                                   .receive = receive_from_meta};

}  // namespace narrowcast
