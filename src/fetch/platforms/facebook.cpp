// SPDX-License-Identifier: Apache-2.0
// Facebook pages: what is written on them, what mentions them, and their recommendations.
//
// Cursor::position is a Descent. Facebook tells only a visitor themself who they are, so most posts
// have no author: "a visitor".
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/deliveries.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/graph.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/looked_up.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

constexpr std::string_view fields_of_posts =
    "id,message,story,created_time,permalink_url,from,is_hidden,shares,"
    "attachments{media_type,media,title,description,subattachments},"
    "comments.limit(0).summary(true),reactions.limit(0).summary(true)";
constexpr std::string_view fields_of_tagged =
    "id,message,created_time,tagged_time,permalink_url,from,"
    "attachments{media_type,media,title,description,subattachments}";
constexpr std::string_view fields_of_ratings =
    "created_time,recommendation_type,review_text,has_rating,rating,reviewer,open_graph_story{id}";

bool is_ours(const SourceConfig& source)
{
    return source.feed.empty() || source.feed == "feed" || source.feed == "published_posts";
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const std::string feed = source.feed.empty() ? "feed" : source.feed;
    const std::string_view fields = feed == "ratings"  ? fields_of_ratings
                                    : feed == "tagged" ? fields_of_tagged
                                                       : fields_of_posts;
    return graph_question(source,
                          graph_base(source, facebook_graph, facebook_version) + "/" +
                              percent_encoded(trimmed(source.account)) + "/" +
                              percent_encoded(feed),
                          {{"fields", std::string{fields}},
                           {"limit", "100"},
                           {"after", Descent{cursor.position}.page()}});
}

// ---- one post ----------------------------------------------------------------------------------

void take_media(const Json& attachment, std::vector<Media>& all)
{
    const Json& more = member(member(attachment, "subattachments"), "data");
    if (more.is_array() && !more.empty()) {
        for (const Json& one : more)
            if (all.size() < 20 && !member(one, "subattachments").is_object()) take_media(one, all);
        return;
    }
    const Json& media = member(attachment, "media");
    const std::string type = text_in(attachment, "media_type");
    const bool film = type == "video" && !web_address(text_in(media, "source")).empty();
    std::string url =
        web_address(film ? text_in(media, "source") : text_in(member(media, "image"), "src"));
    if (url.empty()) return;
    all.push_back({.type = film ? "video" : "image",
                   .url = std::move(url),
                   .alt = first_text_in(attachment, {"description", "title"})});
}

std::vector<Media> media_of(const Json& post)
{
    std::vector<Media> all;
    const Json& attachments = member(member(post, "attachments"), "data");
    if (attachments.is_array())
        for (const Json& attachment : attachments)
            take_media(attachment, all);
    return all;
}

std::optional<std::int64_t> summed(const Json& post, const char* key)
{
    return count_in(member(member(post, key), "summary"), "total_count");
}

Author author_of(const Json& person)
{
    const std::string id = text_in(person, "id");
    return {.name = text_in(person, "name"),
            .handle = {},
            .avatar = web_address(text_in(member(member(person, "picture"), "data"), "url")),
            .url = id.empty() ? id : "https://www.facebook.com/" + percent_encoded(id)};
}

Result<RawPost> post_of(const Json& item)
{
    RawPost post;
    post.native_id = text_in(item, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a Facebook post without an id");
    post.author = author_of(member(item, "from"));
    post.text = first_text_in(item, {"message", "story"});
    post.created = time_in(item, "created_time");
    post.url = web_address(text_in(item, "permalink_url"));
    post.media = media_of(item);
    post.counts = {.likes = summed(item, "reactions"),
                   .reposts = count_in(member(item, "shares"), "count"),
                   .replies = summed(item, "comments")};
    post.sensitive = true_in(item, "is_hidden");
    return post;
}

Result<RawPost> review_of(const Json& item)
{
    RawPost post;
    post.kind = Kind::review;
    const Json& reviewer = member(item, "reviewer");
    const std::string when = text_in(item, "created_time");
    post.text = text_in(item, "review_text");
    post.native_id = text_in(member(item, "open_graph_story"), "id");
    if (post.native_id.empty() && !when.empty())
        post.native_id = "review-" + fingerprint(when + "\n" + text_in(reviewer, "id") + "\n" +
                                                 (reviewer.is_object() ? "" : post.text));
    if (post.native_id.empty()) return fail(Fault::garbled, "a Facebook review without a date");
    post.author = author_of(reviewer);
    post.created = time_in(item, "created_time");
    post.title = thumb_of(text_in(item, "recommendation_type"));
    if (const auto stars = count_in(item, "rating"); stars && *stars >= 1 && *stars <= 5)
        post.rating = static_cast<double>(*stars);
    return post;
}

Result<RawPost> read_item(const Json& item)
{
    const bool review =
        !member(item, "recommendation_type").is_null() || !member(item, "review_text").is_null() ||
        !member(item, "reviewer").is_null() || !member(item, "has_rating").is_null();
    return review ? review_of(item) : post_of(item);
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
    read_items(page, member(answer, "data"), read_item);
    page.more = descent.went(dates_of(page.posts, next_page_of(answer)));
    page.next.position = descent.spelled();
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

// Only what stands on the page itself: of other posts "not there" may mean "not for this token".
Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    if (!is_ours(source)) return {};
    return graph_question(source,
                          graph_base(source, facebook_graph, facebook_version) + "/" +
                              percent_encoded(known[0].native_id),
                          {{"fields", std::string{fields_of_posts}}});
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    if (graph_knows_it_not(response)) return found_gone(known[0]);
    const Json answer = TRY(graph_answer(source, response));
    return found_again(TRY(post_of(answer)));
}

Result<void> check(const SourceConfig& source)
{
    return check_graph(source, {"", "feed", "published_posts", "tagged", "ratings"},
                       "facebook needs the page's number in 'account'");
}

}  // namespace

constinit const Platform facebook{.name = "facebook",
                                  .ask = ask,
                                  .read = read,
                                  .look_up = look_up,
                                  .read_looked_up = read_looked_up,
                                  .check = check,
                                  .rate_limit = graph_rate_limit,
                                  .receive = receive_from_meta};

}  // namespace narrowcast
