// SPDX-License-Identifier: Apache-2.0
// Stack Exchange sites: a search of questions and answers, newest first.
//
// Cursor::session is a filter: the server's name for the list of fields that we want, made once and
// kept by it for ever. Without it a search does not tell who wrote what it found.
#include "fetch/platforms/stackexchange_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/rows.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

using std::chrono::seconds;

constexpr SearchDialect dialect{.longest = 200};
constexpr int most_pages = 5;                    // of 100; each costs one of 300 requests a day
constexpr auto late = std::chrono::minutes{10};  // that a post may take to be found
constexpr std::string_view built_in_filter = "withbody";
constexpr std::string_view wanted =
    "search_excerpt.owner;search_excerpt.body;search_excerpt.last_edit_date;"
    "post.body;post.title;post.owner;post.link;post.last_edit_date";

std::vector<std::string> searches_of(const SourceConfig& source)
{
    auto searches = search_texts(source.query, dialect);
    if (searches.empty() && !trimmed(source.tag).empty()) searches.emplace_back();
    return searches;
}

Request question(const SourceConfig& source, std::string path)
{
    const std::string key = secret_part(source, "key", "key");
    if (!key.empty()) path += "&key=" + percent_encoded(key);
    return {.url = "https://api.stackexchange.com/2.3/" + path,
            .headers = {{"Accept", "application/json"}},
            .body = {},
            .from = {},
            .login = false,
            .spends = {{.quota = "requests", .amount = 1, .once_for = {}}}};
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (cursor.session.empty()) {
        Request request = question(
            source, "filters/create?base=withbody&unsafe=false&include=" + percent_encoded(wanted));
        request.login = true;
        return request;
    }
    const auto searches = searches_of(source);
    if (searches.empty()) return {};
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    std::string path =
        "search/excerpts?site=" + percent_encoded(stack_site(source)) +
        "&sort=creation&order=desc&pagesize=100&filter=" + percent_encoded(cursor.session);
    const std::string& words = searches[rotation.turn()];
    if (!words.empty()) path += "&q=" + percent_encoded(words);
    if (const auto tag = trimmed(source.tag); !tag.empty())
        path += "&tagged=" + percent_encoded(tag);
    if (const auto known = descent.known_at())
        path += "&fromdate=" + std::to_string((*known - late).time_since_epoch().count());
    if (descent.pages() > 0) path += "&page=" + std::to_string(descent.pages() + 1);
    return question(source, path);
}

// ---- the answer as a whole ---------------------------------------------------------------------

std::string said_by_server(const Json& json)
{
    const std::string message = text_in(json, "error_message");
    return message.empty() ? text_in(json, "error_name") : message;
}

// "... more requests available in 51234 seconds"
seconds pause_in(std::string_view message)
{
    constexpr std::string_view before = "available in ";
    const auto at = message.find(before);
    std::int64_t pause = 0;
    if (at != std::string_view::npos) {
        message.remove_prefix(at + before.size());
        std::from_chars(message.data(), message.data() + message.size(), pause);
    }
    return seconds{std::clamp<std::int64_t>(pause, 0, longest_retry_after.count())};
}

// All errors come as 400; their own numbers say what is wrong.
Error in_its_numbers(Error error, const Response& response)
{
    const auto json = parse_json(response.body);
    if (!json) return error;
    const auto number = count_in(*json, "error_id").value_or(0);
    const std::string message = said_by_server(*json);
    if (number == 502) {
        error.fault = Fault::later;
        error.retry_after = std::max(pause_in(message), seconds{60});
    } else if (number >= 401 && number <= 406) {
        error.fault = Fault::rejected;
    } else if (number == 400 && message.find("key") != std::string::npos) {
        error.fault = Fault::rejected;
        error.text += ": check the key in this source's 'credential'";
    } else if (number == 400 && message.find("site") != std::string::npos) {
        error.fault = Fault::rejected;
        error.text += ": check the site in this source's 'url'";
    }
    return error;
}

Result<Json> json_of(const SourceConfig& source, const Response& response)
{
    auto json = json_answer(source, response, said_by_server,
                            "is this the address of Stack Exchange's API");
    if (!json) return std::unexpected{in_its_numbers(std::move(json).error(), response)};
    return json;
}

// The filter that we wanted was not made, or is not known (any more): there is always this one.
bool wants_other_filter(const Cursor& cursor, const Response& response)
{
    if (response.status / 100 == 2 || cursor.session == built_in_filter) return false;
    const auto json = parse_json(response.body);
    if (!json || count_in(*json, "error_id") != 400) return false;
    const std::string message = said_by_server(*json);
    return cursor.session.empty() ? message.find("key") == std::string::npos
                                  : message.find("filter") != std::string::npos;
}

// ---- the answer's items ---------------------------------------------------------------------

Page with_filter(const Cursor& cursor, std::string filter)
{
    Page page;
    page.next = cursor;
    page.next.session = std::move(filter);
    page.more = true;
    return page;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    if (wants_other_filter(cursor, response))
        return with_filter(cursor, std::string{built_in_filter});
    const Json json = TRY(json_of(source, response));
    const Json& items = member(json, "items");
    if (!items.is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of items was expected");
    if (!items.empty())
        if (const std::string filter = text_in(items.front(), "filter"); !filter.empty())
            return with_filter(cursor, filter);
    Page page;
    page.next = cursor;
    read_items(page, items, [&](const Json& item) { return stack_post(source, item); });
    Rotation rotation{cursor.position, std::max<std::size_t>(searches_of(source).size(), 1)};
    Descent descent{rotation.place()};
    Descent::Seen seen = dates_of(page.posts);
    if (true_in(json, "has_more")) seen.next = std::to_string(descent.pages() + 2);
    seen.oldest.clear();  // the question itself leaves out what is known
    const bool more = descent.went(seen, most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
    if (const auto backoff = count_in(json, "backoff"); backoff && *backoff > 0) {
        // Not even the next page: it is asked for in the next round.
        page.more = false;
        page.wait = std::max(source.every, std::min(seconds{*backoff}, longest_retry_after));
    }
    return page;
}

std::optional<RateLimit> rate_limit(const Response& response)
{
    const auto json = parse_json(response.body);
    if (!json) return {};
    const auto most = count_in(*json, "quota_max"), left = count_in(*json, "quota_remaining");
    if (!most || !left) return {};
    const auto tomorrow =
        std::chrono::floor<std::chrono::days>(response.received) + std::chrono::days{1};
    return RateLimit{.limit = static_cast<double>(*most),
                     .remaining = static_cast<double>(*left),
                     .resets = tomorrow};
}

std::vector<Quota> quotas(const SourceConfig& source)
{
    return {{.name = "requests",
             .in_words = "requests a day",
             .most = trimmed(source.credential).empty() ? 300.0 : 10'000.0,
             .renewal = Quota::Renewal::daily,
             .zone = "UTC"}};
}

// ---- asking again ------------------------------------------------------------------------------

// "" of a post of another site: this one does not know it.
std::string number_in(const SourceConfig& source, const Known& known)
{
    const auto parts = split(known.native_id, '/');
    return parts.size() == 2 && parts[0] == stack_site(source) ? std::string{parts[1]}
                                                               : std::string{};
}

Request look_up(const SourceConfig& source, const Cursor& cursor, std::span<const Known> known)
{
    std::string ids;
    for (const Known& one : known)
        if (const std::string id = number_in(source, one); !id.empty())
            ids += (ids.empty() ? "" : "%3B") + percent_encoded(id);
    if (ids.empty()) return {};
    const std::string filter =
        cursor.session.empty() ? std::string{built_in_filter} : cursor.session;
    return question(source, "posts/" + ids +
                                "?pagesize=100&site=" + percent_encoded(stack_site(source)) +
                                "&filter=" + percent_encoded(filter));
}

// Edits of questions only: an answer comes without what it answers, and where the filter was not
// made a question comes without its title.
Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    const Json json = TRY(json_of(source, response));
    const Json& items = member(json, "items");
    if (!items.is_array())
        return fail(Fault::garbled, host_of(response.url) +
                                        " sent something else where a list of posts was expected");
    Found found;
    for (const Known& one : known) {
        const std::string id = number_in(source, one);
        if (id.empty()) continue;
        const auto item = std::find_if(items.begin(), items.end(), [&](const Json& each) {
            return text_in(each, "post_id") == id;
        });
        if (item == items.end()) {
            found.gone.push_back(one.native_id);
            continue;
        }
        auto post = stack_post(source, *item);
        if (!post || post->title.empty() || post->kind != Kind::post) continue;
        post->native_id = one.native_id;
        found.posts.push_back(*std::move(post));
    }
    return found;
}

Result<void> check(const SourceConfig& source)
{
    if (searches_of(source).empty())
        return fail(Fault::refused,
                    "stackexchange needs words to search for in 'query', or a 'tag'");
    if (stack_site(source).find('.') == std::string::npos)
        return fail(Fault::refused,
                    "'url' is the address of a Stack Exchange site, such as "
                    "https://stackoverflow.com; not " +
                        source.url);
    return {};
}

}  // namespace

constinit const Platform stackexchange{.name = "stackexchange",
                                       .ask = ask,
                                       .read = read,
                                       .look_up = look_up,
                                       .read_looked_up = read_looked_up,
                                       .look_up_most = 100,
                                       .check = check,
                                       .rate_limit = rate_limit,
                                       .quotas = quotas,
                                       .search = &dialect};

}  // namespace narrowcast
