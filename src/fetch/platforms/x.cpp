// SPDX-License-Identifier: Apache-2.0
// X: recent search, a filtered stream beside it, and what both cost.
//
// A round of searching asks for what is newer than `since` and follows the pages back to it; only
// then does `since` move on, so that a stop in between leaves no gap.
#include "fetch/platforms/x.hpp"
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

constexpr std::int64_t most_pages = 10;  // of 100 posts each, in one round

// X searches the last seven days, and refuses a since_id from before them.
constexpr std::chrono::seconds reach = std::chrono::days{7} - std::chrono::minutes{10};

// A first question takes the newest few only: each post costs money.
constexpr const char* first_page = "25";

// The search sees nothing of its last 30 seconds.
constexpr std::chrono::seconds blind = std::chrono::seconds{60};

constexpr SearchDialect dialect{.all = " ",
                                .any = " OR ",
                                .none = "-",
                                .author = "from:",
                                .language = "lang:",
                                .media = "has:media",
                                .phrases = true,
                                .prefixes = false,
                                .brackets = true,
                                .longest = 512,
                                .suffix = " -is:retweet"};

std::string without(std::string_view text, char mark)
{
    text = trimmed(text);
    if (text.starts_with(mark)) text.remove_prefix(1);
    return std::string{text};
}

}  // namespace

std::vector<std::string> x_searches(const SourceConfig& source)
{
    if (!trimmed(source.query).empty()) return search_texts(source.query, dialect);
    if (const std::string tag = without(source.tag, '#'); !tag.empty())
        return {"#" + tag + std::string{dialect.suffix}};
    if (const std::string account = without(source.account, '@'); !account.empty())
        return {"(@" + account + " OR from:" + account + ")" + std::string{dialect.suffix}};
    return {};
}

Request x_paid(Request request)
{
    request.spends = {{.quota = "dollars", .amount = 0, .once_for = {}}};
    return request;
}

Request x_question(const SourceConfig& source, const std::string& path)
{
    const std::string server =
        trimmed(source.url).empty() ? "https://api.x.com" : server_of(source);
    return {.url = server + path,
            .headers = {{"Accept", "application/json"},
                        {"Authorization", "Bearer " + secret_part(source, "token")}},
            .body = {}};
}

// Posts that this one answers or quotes are not asked for: each would be paid for like a found one.
std::string x_fields(const SourceConfig& source, bool versions)
{
    const bool post = source.api_version == "post";
    std::string fields =
        post ? "post.fields=created_at,lang,public_metrics,author_id,entities,referenced_posts,"
               "attachments,possibly_sensitive,withheld,edit_history_post_ids,note_post"
             : "tweet.fields=created_at,lang,public_metrics,author_id,entities,referenced_tweets,"
               "attachments,possibly_sensitive,withheld,edit_history_tweet_ids,note_tweet";
    fields += "&expansions=author_id,attachments.media_keys";
    if (versions) fields += post ? ",edit_history_post_ids" : ",edit_history_tweet_ids";
    return fields +
           "&user.fields=name,username,profile_image_url,protected"
           "&media.fields=url,preview_image_url,alt_text";
}

namespace {

// ---- searching ---------------------------------------------------------------------------------

XPlace place_now(const Rotation& rotation, Time now)
{
    XPlace place = XPlace::of(rotation.place());
    const auto written = x_time_of(place.since);
    return written && *written < now - reach ? XPlace{} : place;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    const auto searches = x_searches(source);
    if (searches.empty() || source.budget <= 0) return {};
    const XPosition position = XPosition::of(cursor);
    if (x_rules_due(source, position)) return x_ask_rules(source, position);
    const Rotation rotation{position.search, searches.size()};
    const XPlace place = place_now(rotation, now);
    std::string path =
        "/2/tweets/search/recent?query=" + percent_encoded(searches[rotation.turn()]);
    path += "&max_results=";
    path += place.since.empty() ? first_page : "100";
    if (!place.since.empty()) path += "&since_id=" + percent_encoded(place.since);
    if (!place.next.empty()) path += "&next_token=" + percent_encoded(place.next);
    return x_paid(x_question(source, path + "&" + x_fields(source, false)));
}

// Whether X does not accept this value any more: an id that became too old, a page that is over.
bool complains_of(const Json& answer, const char* parameter)
{
    const Json& errors = member(answer, "errors");
    if (!errors.is_array()) return false;
    return std::any_of(errors.begin(), errors.end(), [&](const Json& error) {
        return !member(member(error, "parameters"), parameter).is_null();
    });
}

// The cursor to go on with after such a complaint; nothing: it was about something else.
std::optional<Cursor> begun_anew(const SourceConfig& source, const Cursor& cursor,
                                 const Response& response)
{
    if (response.status != 400) return {};
    const auto answer = parse_json(response.body);
    if (!answer) return {};
    XPosition position = XPosition::of(cursor);
    Rotation rotation{position.search, x_searches(source).size()};
    XPlace place = XPlace::of(rotation.place());
    if (!place.since.empty() && complains_of(*answer, "since_id"))
        place = {};
    else if (!place.next.empty() && complains_of(*answer, "next_token"))
        place = {.since = place.since, .next = {}, .newest = {}, .pages = 0};
    else
        return {};
    rotation.went_to(place.spelled(), true);
    position.search = rotation.spelled();
    Cursor next = cursor;
    next.position = position.spelled();
    return next;
}

std::string newest_in(const Json& answer)
{
    std::string newest = text_in(member(answer, "meta"), "newest_id");
    const Json& data = member(answer, "data");
    if (data.is_array())
        for (const Json& post : data)
            newest = x_larger(newest, text_in(post, "id"));
    return newest;
}

// Where this search stands after a page.
XPlace moved_on(XPlace place, const Json& answer, const Response& response, Page& page)
{
    place.newest = x_larger(place.newest, newest_in(answer));
    place.next = text_in(member(answer, "meta"), "next_token");
    ++place.pages;
    const bool first = place.since.empty();
    if (!place.next.empty() && !first && place.pages < most_pages) return place;
    if (!place.next.empty() && !first)
        page.garbled.emplace_back("X has more than " + std::to_string(most_pages * 100) +
                                  " new posts: the older ones of them are left out");
    std::string since = x_larger(place.since, place.newest);
    if (since.empty()) since = x_id_at(response.received - blind);
    return {.since = std::move(since), .next = {}, .newest = {}, .pages = 0};
}

Result<Page> read_search(const SourceConfig& source, const Cursor& cursor, const Response& response,
                         const Json& answer)
{
    const Json& data = member(answer, "data");
    if (data.is_null() && !member(answer, "meta").is_object()) {
        const Json& errors = member(answer, "errors");
        const std::string words =
            errors.is_array() && !errors.empty() ? text_in(errors[0], "detail") : "";
        return fail(Fault::garbled, "X sent something else where a list of posts was expected" +
                                        (words.empty() ? "" : "; it says: " + words));
    }
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    const Json& includes = member(answer, "includes");
    const Json items = data.is_object() ? Json::array({data}) : data;
    read_items(page, items, [&](const Json& post) { return x_post(post, includes); });
    page.spent = x_price(answer, response.received);
    XPosition position = XPosition::of(cursor);
    Rotation rotation{position.search, x_searches(source).size()};
    const XPlace place = moved_on(place_now(rotation, response.received), answer, response, page);
    page.more = rotation.went_to(place.spelled(), !place.next.empty());
    position.search = rotation.spelled();
    page.next.position = position.spelled();
    return page;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    if (x_is_about_rules(response)) return x_read_rules(source, cursor, response);
    if (auto next = begun_anew(source, cursor, response))
        return Page{.posts = {}, .next = *std::move(next), .more = true, .wait = {}, .garbled = {}};
    const Json answer = TRY(x_answer(source, response));
    if (x_lists_rules(answer)) return x_read_rules(source, cursor, response);
    return read_search(source, cursor, response, answer);
}

// ---- asking again ------------------------------------------------------------------------------

// An edited post has a new id; its address bears the id of the version that we know.
std::string asked_id(const Known& known)
{
    constexpr std::string_view before = "/status/";
    const auto at = known.url.find(before);
    if (at == std::string::npos) return known.native_id;
    const std::string_view rest = std::string_view{known.url}.substr(at + before.size());
    const std::string_view id = rest.substr(0, rest.find_first_not_of("0123456789"));
    return id.empty() ? known.native_id : std::string{id};
}

Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    if (source.budget <= 0) return {};
    std::string ids;
    for (const Known& one : known)
        ids += (ids.empty() ? "" : ",") + percent_encoded(asked_id(one));
    return x_paid(x_question(source, "/2/tweets?ids=" + ids + "&" + x_fields(source, true)));
}

// Of the versions that came with a post, the last one.
const Json& latest_version(const Json& post, const Json& includes)
{
    const Json& history = x_either(post, "edit_history_tweet_ids", "edit_history_post_ids");
    if (!history.is_array() || history.empty()) return post;
    const Json& versions = x_either(includes, "tweets", "posts");
    const Json& latest = x_item(versions, "id", text_of(history.back()));
    return latest.is_null() ? post : latest;
}

// Gone for us, too: a post of an account that was closed to the public, or suspended.
bool says_gone(const Json& error)
{
    const std::string type = text_in(error, "type");
    return type.ends_with("/resource-not-found") ||
           type.ends_with("/not-authorized-for-resource") ||
           type.ends_with("/resource-unavailable");
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    const Json answer = TRY(x_answer(source, response));
    const Json& includes = member(answer, "includes");
    const Json& data = member(answer, "data");
    Found found;
    found.spent = x_price(answer, response.received);
    Page page;
    const Json items = data.is_object() ? Json::array({data}) : data;
    read_items(page, items,
               [&](const Json& post) { return x_post(latest_version(post, includes), includes); });
    for (RawPost& post : page.posts)  // a repost's address is that of its original
        if (std::any_of(known.begin(), known.end(),
                        [&](const Known& one) { return one.native_id == post.native_id; }))
            found.posts.push_back(std::move(post));
    const Json& errors = member(answer, "errors");
    if (!errors.is_array()) return found;
    for (const Json& error : errors)
        for (const Known& one : known)
            if (says_gone(error) && first_text_in(error, {"resource_id", "value"}) == asked_id(one))
                found.gone.push_back(one.native_id);
    return found;
}

// ---- the row -----------------------------------------------------------------------------------

Result<void> check(const SourceConfig& source)
{
    if (source.credential.empty())
        return fail(Fault::refused,
                    "x needs the name of a secret in 'credential': the bearer token of an app at "
                    "X; see docs/sources/x.md");
    if (source.budget <= 0)
        return fail(Fault::refused,
                    "x asks money for every post it shows us: say in 'budget' how many dollars a "
                    "month it may be at most");
    if (!source.api_version.empty() && source.api_version != "tweet" &&
        source.api_version != "post")
        return fail(Fault::refused,
                    "'api_version' of x is tweet or post, not " + source.api_version);
    if (x_searches(source).empty())
        return fail(Fault::refused,
                    "x needs something to search for: a 'query' that does not only exclude, a "
                    "'tag' or an 'account'");
    return {};
}

std::vector<Quota> quotas(const SourceConfig& source)
{
    return {{.name = "dollars",
             .in_words = "dollars a month",
             .most = source.budget,
             .renewal = Quota::Renewal::monthly,
             .zone = "UTC"}};
}

}  // namespace

constinit const Platform x{.name = "x",
                           .ask = ask,
                           .read = read,
                           .look_up = look_up,
                           .read_looked_up = read_looked_up,
                           .look_up_most = 100,
                           .check = check,
                           .rate_limit = rate_limit_until_epoch,
                           .quotas = quotas,
                           .stream = &x_stream,
                           .search = &dialect};

}  // namespace narrowcast
