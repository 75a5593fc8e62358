// SPDX-License-Identifier: Apache-2.0
// Threads: keyword search, the newest first, and mentions of our account.
//
// Cursor::position is a Rotation of Descents, one for each alternative of the query.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/graph.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

namespace narrowcast {
namespace {

constexpr std::string_view server = "https://graph.threads.com", version = "v1.0";
constexpr std::string_view fields =
    "id,text,media_type,media_url,thumbnail_url,alt_text,permalink,timestamp,username,has_replies,"
    "is_quote_post,is_reply,topic_tag";

// Posts reach the search's index late and out of order: each question looks back a little.
constexpr std::chrono::minutes overlap{10};

// All words must be there; quotes and OR mean nothing to it.
constexpr SearchDialect dialect{.phrases = false, .longest = 200};

std::vector<std::string> searches_of(const SourceConfig& source)
{
    std::string_view tag = trimmed(source.tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    if (!tag.empty()) return {std::string{tag}};
    return search_texts(source.query, dialect);
}

Request ask_search(const SourceConfig& source, const Cursor& cursor)
{
    const std::vector<std::string> searches = searches_of(source);
    if (searches.empty()) return {};
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    std::string since;
    if (const auto known = descent.known_at())
        since = std::to_string((*known - overlap).time_since_epoch().count());
    Request request =
        graph_question(source, graph_base(source, server, version) + "/keyword_search",
                       {{"q", searches[rotation.turn()]},
                        {"search_type", "RECENT"},
                        {"search_mode", trimmed(source.tag).empty() ? "KEYWORD" : "TAG"},
                        {"fields", std::string{fields}},
                        {"limit", "100"},
                        {"since", since},
                        {"after", descent.page()}});
    // one that finds nothing is free at Threads, but that is known only when it is asked
    request.spends = {{.quota = "queries", .amount = 1, .once_for = {}}};
    return request;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (source.feed != "mentions") return ask_search(source, cursor);
    const std::string_view account = trimmed(source.account);
    return graph_question(source,
                          graph_base(source, server, version) + "/" +
                              (account.empty() ? "me" : percent_encoded(account)) + "/mentions",
                          {{"fields", std::string{fields}},
                           {"limit", "100"},
                           {"after", Descent{Rotation{cursor.position, 1}.place()}.page()}});
}

void take_media(const Json& item, RawPost& post)
{
    const std::string type = text_in(item, "media_type");
    std::string url = web_address(text_in(item, "media_url"));
    if (url.empty()) return;
    post.media.push_back({.type = type == "VIDEO"   ? "video"
                                  : type == "AUDIO" ? "audio"
                                                    : "image",
                          .url = std::move(url),
                          .alt = text_in(item, "alt_text")});
}

Result<RawPost> post_of(const Json& item)
{
    RawPost post;
    post.native_id = text_in(item, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a Threads post without an id");
    const std::string username = text_in(item, "username");
    if (!username.empty())
        post.author = {.name = username,
                       .handle = "@" + username,
                       .avatar = {},
                       .url = "https://www.threads.com/@" + percent_encoded(username)};
    post.text = text_in(item, "text");
    post.created = time_in(item, "timestamp");
    post.url = web_address(text_in(item, "permalink"));
    post.in_reply_to = text_in(member(item, "replied_to"), "id");
    const Json& original = member(item, "reposted_post");
    post.repost_of = original.is_object() ? text_in(original, "id") : text_of(original);
    post.kind = !post.repost_of.empty() || text_in(item, "media_type") == "REPOST_FACADE"
                    ? Kind::repost
                : true_in(item, "is_reply") || !post.in_reply_to.empty() ? Kind::reply
                                                                         : Kind::post;
    take_media(item, post);
    return post;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const bool mentions = source.feed == "mentions";
    Rotation rotation{cursor.position, mentions ? 1 : searches_of(source).size()};
    Descent descent{rotation.place()};
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (!begins_anew(descent, response)) {
        const Json answer = TRY(graph_list(source, response));
        const Json& list = member(answer, "data");
        read_items(page, list, post_of);
        // Threads sends no `paging.next`: after an empty page there is none
        page.more = descent.went(dates_of(page.posts, list.empty() ? "" : cursor_after(answer)));
    }
    page.more = rotation.went_to(descent.spelled(), page.more);
    page.next.position = rotation.spelled();
    return page;
}

std::vector<Quota> quotas(const SourceConfig& source)
{
    if (source.feed == "mentions") return {};
    return {{.name = "queries",
             .in_words = "searches in 24 hours",
             .most = 2200,
             .renewal = Quota::Renewal::after_day}};
}

Result<void> check(const SourceConfig& source)
{
    if (auto checked = check_graph(source, {"", "search", "mentions"}, ""); !checked)
        return checked;
    if (source.feed != "mentions" && searches_of(source).empty())
        return fail(Fault::refused, "threads needs words in 'query' or a topic in 'tag'");
    return {};
}

}  // namespace

constinit const Platform threads{.name = "threads",
                                 .ask = ask,
                                 .read = read,
                                 .check = check,
                                 .rate_limit = graph_rate_limit,
                                 .quotas = quotas,
                                 .search = &dialect};

}  // namespace narrowcast
