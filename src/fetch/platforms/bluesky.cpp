// SPDX-License-Identifier: Apache-2.0
// Bluesky: the whole network as a stream (Jetstream), its search with an app password, the posts of
// an account.
//
// Cursor::position of the search and of an account is a Rotation over searches or accounts, each of
// which is a Descent by instants. Cursor::session is a BlueskySession.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/bluesky.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"
#include "query/search.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view public_appview = "https://public.api.bsky.app";
constexpr std::size_t most_dids = 100;  // they all stand in one address

// A post reaches the search some time after it was written: each round looks back further than the
// last one's newest.
constexpr auto overlap = 5min;
constexpr int most_pages = 100;  // of a hundred posts

// ---- questions ---------------------------------------------------------------------------------

constexpr SearchDialect dialect{.all = " ",
                                .any = "",
                                .none = "",
                                .author = "from:",
                                .language = "lang:",
                                .media = "",
                                .phrases = true,
                                .prefixes = false,
                                .brackets = false,
                                .longest = 300,
                                .suffix = "",
                                .whole_handles = true};

std::vector<std::string> searches_of(const SourceConfig& source)
{
    return search_texts(source.query, dialect);
}

Request search_question(const SourceConfig& source, const Cursor& cursor)
{
    const std::vector<std::string> searches = searches_of(source);
    if (searches.empty()) return {};
    const BlueskySession session = BlueskySession::of(cursor.session);
    if (session.access.empty()) return bluesky_login(source, session);
    const Rotation rotation{cursor.position, searches.size()};
    const Descent descent{rotation.place()};
    std::string url = session.server + "/xrpc/app.bsky.feed.searchPosts?q=" +
                      percent_encoded(searches[rotation.turn()]) + "&sort=latest&limit=100";
    if (const auto known = descent.known_at())
        url += "&since=" + percent_encoded(to_rfc3339(*known - overlap));
    if (!descent.page().empty()) url += "&cursor=" + percent_encoded(descent.page());
    return bluesky_question(std::move(url), session);
}

Request author_question(const SourceConfig& source, const Cursor& cursor)
{
    const std::vector<std::string> accounts = bluesky_accounts(source);
    if (accounts.empty()) return {};
    const Rotation rotation{cursor.position, accounts.size()};
    std::string url = bluesky_appview(source) + "/xrpc/app.bsky.feed.getAuthorFeed?actor=" +
                      percent_encoded(accounts[rotation.turn()]) +
                      "&limit=50&filter=posts_with_replies";
    if (const Descent descent{rotation.place()}; !descent.page().empty())
        url += "&cursor=" + percent_encoded(descent.page());
    return bluesky_question(std::move(url), {});
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (source.feed == "search") return search_question(source, cursor);
    if (source.feed == "author") return author_question(source, cursor);
    return {};
}

// ---- answers -----------------------------------------------------------------------------------

void read_thread(Page& page, const Json& node)
{
    if (!member(node, "post").is_object()) return;  // gone, or blocked
    read_thread(page, member(node, "parent"));
    Json one = Json::array();
    one.push_back(member(node, "post"));
    read_items(page, one, bluesky_view);
    if (const Json& replies = member(node, "replies"); replies.is_array())
        for (const Json& reply : replies)
            read_thread(page, reply);
}

// As a repository lists them: records with their addresses.
Result<RawPost> listed(const Json& item)
{
    const auto uri = at_uri_of(text_in(item, "uri"));
    if (!uri) return fail(Fault::garbled, "a record without an address");
    return bluesky_record(*uri, member(item, "value"), {});
}

// False: nothing of it is a list of posts.
bool read_posts(Page& page, const Json& json)
{
    if (!json.is_object()) return false;
    if (json.contains("posts"))
        read_items(page, json["posts"], bluesky_view);
    else if (json.contains("feed"))
        read_items(page, json["feed"], bluesky_feed_item);
    else if (json.contains("records"))
        read_items(page, json["records"], listed);
    else if (json.contains("thread"))
        read_thread(page, json["thread"]);
    else
        return false;
    return true;
}

std::size_t searches_count(const SourceConfig& source)
{
    const std::size_t count =
        source.feed == "author" ? bluesky_accounts(source).size() : searches_of(source).size();
    return std::max<std::size_t>(count, 1);
}

void go_on(Page& page, const SourceConfig& source, const Json& json, const Response& response)
{
    Rotation rotation{page.next.position, searches_count(source)};
    Descent descent{rotation.place()};
    Descent::Seen seen;
    if (!page.posts.empty()) seen.next = text_in(json, "cursor");
    if (const RawPost* newest = newest_of(page.posts); newest && newest->created)
        seen.newest = to_rfc3339(std::min(*newest->created, response.received));
    const auto known = descent.known_at();
    const bool reached =
        std::any_of(page.posts.begin(), page.posts.end(), [&](const RawPost& post) {
            return known && post.created && *post.created < *known - overlap;
        });
    // A search is told since when; the list of an account ends where it is known.
    if (reached && json.contains("feed")) seen.next.clear();
    const bool more = descent.went(seen, most_pages);
    page.more = rotation.went_to(descent.spelled(), more);
    page.next.position = rotation.spelled();
}

// A page that the server no longer knows: the round begins again.
std::optional<Page> begun_anew(const SourceConfig& source, const Cursor& cursor,
                               const Response& response)
{
    Rotation rotation{cursor.position, searches_count(source)};
    Descent descent{rotation.place()};
    if (response.status != 400 || descent.page().empty()) return {};
    descent.begin_anew();
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    rotation.went_to(descent.spelled(), true);
    page.next.position = rotation.spelled();
    return page;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (auto session = bluesky_new_session(source, cursor, response)) {
        page.next = TRY(*std::move(session));
        page.more = true;
        return page;
    }
    if (auto again = begun_anew(source, cursor, response)) return *std::move(again);
    const Json json = TRY(
        json_answer(source, response, bluesky_said, "is there a Bluesky server at this address"));
    if (!read_posts(page, json))
        return fail(Fault::garbled,
                    host_of(response.url) + " sent something else where posts were expected");
    BlueskySession session = BlueskySession::of(cursor.session);
    if (!session.fresh.empty()) {
        session.fresh.clear();
        page.next.session = session.spelled();
    }
    go_on(page, source, json, response);
    return page;
}

// ---- settings ----------------------------------------------------------------------------------

Result<void> check_stream(const SourceConfig& source)
{
    if (!source.stream) return fail(Fault::refused, "bluesky's feed 'stream' needs 'stream': true");
    if (trimmed(source.query).empty() && trimmed(source.account).empty())
        return fail(Fault::refused,
                    "bluesky's stream brings the whole network: say in 'query' which posts are "
                    "wanted, or in 'account' whose");
    const auto accounts = bluesky_accounts(source);
    if (accounts.size() > most_dids)
        return fail(Fault::refused, "bluesky's stream takes at most 100 accounts");
    for (const std::string& account : accounts)
        if (!account.starts_with("did:"))
            return fail(Fault::refused,
                        "bluesky's stream knows accounts by their DID "
                        "(did:plc:...), not by a handle: " +
                            account + "; docs/sources/bluesky.md says how to find it");
    return {};
}

Result<void> check_url(const SourceConfig& source)
{
    for (std::string_view address : split(source.url, ' ')) {
        address = trimmed(address);
        const bool stream = address.starts_with("wss://") || address.starts_with("ws://");
        if (!address.empty() && !stream && !is_web_address(address))
            return fail(Fault::refused,
                        "bluesky's 'url' is wss://... (of a Jetstream) or "
                        "https://... (of another server), not " +
                            std::string{address});
        if (stream && !source.feed.empty() && source.feed != "stream")
            return fail(Fault::refused, "only bluesky's feed 'stream' has an address with wss://");
    }
    return {};
}

Result<void> check(const SourceConfig& source)
{
    TRY(check_url(source));
    if (!trimmed(source.tag).empty())
        return fail(Fault::refused, "bluesky has no 'tag': write it into 'query', without #");
    if (!source.api_version.empty() && source.api_version != "1" && source.api_version != "2")
        return fail(Fault::refused, "bluesky's 'api_version' is 1 or 2 (of Jetstream)");
    if (source.feed.empty() || source.feed == "stream") return check_stream(source);
    if (source.feed == "author") {
        if (bluesky_accounts(source).empty())
            return fail(Fault::refused,
                        "bluesky's feed 'author' needs whose posts in 'account', such as "
                        "polderbank.example");
        return {};
    }
    if (source.feed != "search")
        return fail(Fault::refused,
                    "bluesky's 'feed' is stream, search or author, not " + source.feed);
    if (searches_of(source).empty())
        return fail(Fault::refused, "bluesky's search needs a 'query' that says what is wanted");
    if (trimmed(source.user).empty() || trimmed(source.credential).empty())
        return fail(
            Fault::refused,
            "bluesky's search needs a handle in 'user' and an app password in 'credential'");
    return {};
}

// The servers count 300 logins a day; this program needs a dozen.
std::vector<Quota> quotas(const SourceConfig& source)
{
    if (source.feed != "search") return {};
    return {{.name = "logins",
             .in_words = "logins a day",
             .most = 100,
             .renewal = Quota::Renewal::after_day,
             .zone = "UTC"}};
}

}  // namespace

std::string bluesky_appview(const SourceConfig& source)
{
    for (std::string_view address : split(source.url, ' '))
        if (address = trimmed(address); is_web_address(address) && source.feed != "search") {
            while (address.ends_with('/'))
                address.remove_suffix(1);
            return std::string{address};
        }
    return std::string{public_appview};
}

std::vector<std::string> bluesky_accounts(const SourceConfig& source)
{
    std::string list = source.account;
    std::replace(list.begin(), list.end(), ',', ' ');
    std::vector<std::string> accounts;
    for (std::string_view account : split(list, ' ')) {
        account = trimmed(account);
        if (account.starts_with('@')) account.remove_prefix(1);
        if (!account.empty()) accounts.emplace_back(account);
    }
    return accounts;
}

constinit const Platform bluesky{.name = "bluesky",
                                 .ask = ask,
                                 .read = read,
                                 .look_up = bluesky_look_up,
                                 .read_looked_up = bluesky_read_looked_up,
                                 .look_up_otherwise = nullptr,
                                 .look_up_most = 25,
                                 .check = check,
                                 .rate_limit = rate_limit_until_epoch,
                                 .quotas = quotas,
                                 .stream = &bluesky_stream,
                                 .complete = bluesky_complete,
                                 .read_completed = bluesky_read_completed,
                                 .complete_most = 25,
                                 .receive = nullptr,
                                 .search = &dialect};

}  // namespace narrowcast
