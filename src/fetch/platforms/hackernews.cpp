// SPDX-License-Identifier: Apache-2.0
// Hacker News: Algolia's search of it, newest first; a post is asked for again at Hacker News
// itself, which knows what was deleted.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr SearchDialect dialect{};  // words and "phrases"; alternatives are searches of their own
constexpr int most_pages = 10;      // of 100: the search ends at 1000
constexpr auto late = std::chrono::minutes{10};  // that a post may take to be found
constexpr std::string_view site = "https://news.ycombinator.com/";

std::vector<std::string> searches_of(const SourceConfig& source)
{
    return search_texts(source.query, dialect);
}

std::string_view tags_of(const SourceConfig& source)
{
    if (source.feed == "stories") return "story";
    if (source.feed == "comments") return "comment";
    return "(story,comment)";
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const auto searches = searches_of(source);
    if (searches.empty()) return {};
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    std::string url =
        (source.url.empty() ? std::string{"https://hn.algolia.com"} : server_of(source)) +
        "/api/v1/search_by_date?query=" + percent_encoded(searches[rotation.turn()]) +
        "&tags=" + percent_encoded(tags_of(source)) + "&hitsPerPage=100";
    if (const auto known = descent.known_at())
        url += "&numericFilters=" +
               percent_encoded("created_at_i>" +
                               std::to_string((*known - late).time_since_epoch().count()));
    if (descent.pages() > 0) url += "&page=" + std::to_string(descent.pages());
    return {.url = std::move(url), .headers = {{"Accept", "application/json"}}, .body = {}};
}

// ---- one story or comment ----------------------------------------------------------------------

bool says(const Json& tags, std::string_view tag)
{
    return tags.is_array() && std::any_of(tags.begin(), tags.end(),
                                          [&](const Json& one) { return text_of(one) == tag; });
}

// A story that is nothing but a link shows the link.
void take_link(RawPost& post, const std::string& link)
{
    if (post.text.empty() && is_web_address(link)) post.text = escaped_markup(link);
}

Author author_of(const std::string& name)
{
    if (name.empty()) return {};
    return {.name = escaped_markup(name),
            .handle = name,
            .avatar = {},
            .url = std::string{site} + "user?id=" + percent_encoded(name)};
}

// Titles are said to be HTML, and some are escaped; most are as people typed them.
std::string title_of(const Json& from)
{
    std::string title = text_in(from, "title");
    for (const char* entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#"})
        if (title.find(entity) != std::string::npos) return title;
    return escaped_markup(title);
}

RawPost begun(std::string id, const std::string& author)
{
    RawPost post;
    post.url = std::string{site} + "item?id=" + percent_encoded(id);
    post.native_id = std::move(id);
    post.author = author_of(author);
    post.markup = Markup::html;
    return post;
}

Result<RawPost> post_of_hit(const Json& hit)
{
    RawPost post = begun(text_in(hit, "objectID"), text_in(hit, "author"));
    if (post.native_id.empty()) return fail(Fault::garbled, "a hit without an id");
    const bool comment =
        says(member(hit, "_tags"), "comment") || member(hit, "comment_text").is_string();
    post.kind = comment ? Kind::comment : Kind::post;
    if (comment) post.in_reply_to = text_in(hit, "parent_id");
    post.text = text_in(hit, comment ? "comment_text" : "story_text");
    if (!comment) {
        post.title = title_of(hit);
        take_link(post, text_in(hit, "url"));
    }
    post.created = time_in(hit, "created_at");
    if (!post.created) post.created = time_in(hit, "created_at_i");
    post.counts = {
        .likes = count_in(hit, "points"), .reposts = {}, .replies = count_in(hit, "num_comments")};
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a hit without words: " + post.native_id);
    return post;
}

std::string said_by_server(const Json& json)
{
    return member(json, "hits").is_array() ? std::string{} : text_in(json, "message");
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json json = TRY(json_answer(source, response, said_by_server,
                                      "is this the address of Algolia's Hacker News search"));
    const Json& hits = member(json, "hits");
    if (!hits.is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of hits was expected");
    Page page;
    page.next = cursor;
    read_items(page, hits, post_of_hit);
    Rotation rotation{cursor.position, std::max<std::size_t>(searches_of(source).size(), 1)};
    Descent descent{rotation.place()};
    Descent::Seen seen = dates_of(page.posts);
    const auto pages = count_in(json, "nbPages").value_or(0);
    if (descent.pages() + 1 < pages) seen.next = std::to_string(descent.pages() + 1);
    // The question itself leaves out what is known: a page reaches back no further.
    seen.oldest.clear();
    const bool more = descent.went(seen, most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
    return page;
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig&, const Cursor&, std::span<const Known> known)
{
    return {.url = "https://hacker-news.firebaseio.com/v0/item/" +
                   percent_encoded(known[0].native_id) + ".json",
            .headers = {{"Accept", "application/json"}},
            .body = {}};
}

std::string said_by_firebase(const Json& json)
{
    return member(json, "id").is_null() ? text_in(json, "error") : std::string{};
}

RawPost post_of_item(const Json& item)
{
    RawPost post = begun(text_in(item, "id"), text_in(item, "by"));
    const bool comment = text_in(item, "type") == "comment";
    post.kind = comment ? Kind::comment : Kind::post;
    if (comment) post.in_reply_to = text_in(item, "parent");
    post.title = title_of(item);
    post.text = text_in(item, "text");
    if (!comment) take_link(post, text_in(item, "url"));
    post.created = time_in(item, "time");
    post.counts = {
        .likes = count_in(item, "score"), .reposts = {}, .replies = count_in(item, "descendants")};
    return post;
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    const Json item = TRY(
        json_answer(source, response, said_by_firebase, "is Hacker News's own interface reached"));
    Found found;
    if (item.is_null() || true_in(item, "deleted") || true_in(item, "dead")) {
        found.gone.push_back(known[0].native_id);
        return found;
    }
    RawPost post = post_of_item(item);
    if (post.native_id != known[0].native_id || (post.title.empty() && post.text.empty()))
        return fail(Fault::garbled, host_of(response.url) + " sent something else where post " +
                                        known[0].native_id + " was expected");
    found.posts.push_back(std::move(post));
    return found;
}

Result<void> check(const SourceConfig& source)
{
    if (searches_of(source).empty())
        return fail(Fault::refused,
                    "hackernews needs words to search for in 'query', such as Polderbank");
    if (!source.feed.empty() && source.feed != "stories" && source.feed != "comments")
        return fail(
            Fault::refused,
            "'feed' of hackernews is stories, comments, or left out for both; not " + source.feed);
    return {};
}

}  // namespace

constinit const Platform hackernews{.name = "hackernews",
                                    .ask = ask,
                                    .read = read,
                                    .look_up = look_up,
                                    .read_looked_up = read_looked_up,
                                    .look_up_most = 1,
                                    .check = check,
                                    .search = &dialect};

}  // namespace narrowcast
