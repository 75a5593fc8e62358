// SPDX-License-Identifier: Apache-2.0
// Reddit: its search or a community's lists through the API, or a person's own feed address.
//
// A list is asked for what came before (that is: after) the newest post that we know. Reddit
// answers with nothing when that one was deleted, just as when nothing new came: so a few names are
// kept, and after an empty answer the next one is tried.
#include "fetch/platforms/reddit.hpp"
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/access.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"
#include "lib/signature.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <set>

namespace narrowcast {
namespace {

constexpr std::size_t names_kept = 5, whole_page = 100;

constexpr SearchDialect dialect{.all = " ",
                                .any = " OR ",
                                .none = "NOT ",
                                .author = "author:",
                                .language = "",
                                .media = "",
                                .phrases = true,
                                .prefixes = false,
                                .brackets = true,
                                .longest = 500,
                                .suffix = ""};

std::string without(std::string_view text, std::string_view start)
{
    text = trimmed(text);
    if (text.starts_with('/')) text.remove_prefix(1);
    if (text.starts_with(start)) text.remove_prefix(start.size());
    while (text.ends_with('/'))
        text.remove_suffix(1);
    return std::string{text};
}

// The secret is either an app's, or the whole address of somebody's own feed.
bool is_personal(const SourceConfig& source) { return is_web_address(trimmed(source.credential)); }

bool is_search(const SourceConfig& source)
{
    return trimmed(source.feed).empty() || trimmed(source.feed) == "search";
}

// Searches, or the path of one list.
std::vector<std::string> subjects_of(const SourceConfig& source)
{
    if (is_search(source)) return search_texts(source.query, dialect, 4);
    return {"r/" + without(source.feed, "r/")};
}

// ---- questions ---------------------------------------------------------------------------------

// Reddit wants to know each program, and who answers for it.
std::string user_agent(const SourceConfig& source)
{
    const std::string name = without(source.account, "u/");
    if (name.empty()) return {};
    const std::string id{trimmed(source.user)};
    return "linux:" + (id.empty() ? "narrowcast" : id) + ":v0.1 (by /u/" + name + ")";
}

void introduce(Request& request, const SourceConfig& source)
{
    if (const std::string agent = user_agent(source); !agent.empty())
        request.headers.emplace_back("User-Agent", agent);
}

std::string server(const SourceConfig& source, const char* usual)
{
    return trimmed(source.url).empty() ? usual : server_of(source);
}

Request login(const SourceConfig& source)
{
    Request request =
        token_question(server(source, "https://www.reddit.com") + "/api/v1/access_token",
                       "grant_type=client_credentials");
    request.headers.emplace_back("Authorization",
                                 "Basic " + lib::base64(std::string{trimmed(source.user)} + ":" +
                                                        secret_part(source, "secret", "secret")));
    introduce(request, source);
    return request;
}

Request question(const SourceConfig& source, const Cursor& cursor, const std::string& path)
{
    Request request{.url = server(source, "https://oauth.reddit.com") + path,
                    .headers = {{"Accept", "application/json"},
                                {"Authorization", "Bearer " + access_of(cursor).token}},
                    .body = {}};
    introduce(request, source);
    return request;
}

struct ListingPlace {
    std::vector<std::string> names;  // newest first
    std::size_t at = 0;              // which of them to ask with

    static ListingPlace of(const std::string& text)
    {
        const Json json = parse_json(text).value_or(Json{});
        ListingPlace place;
        const Json& all = member(json, "names");
        if (all.is_array())
            for (const Json& name : all)
                if (!text_of(name).empty()) place.names.push_back(text_of(name));
        place.at = static_cast<std::size_t>(count_in(json, "at").value_or(0));
        if (place.at >= place.names.size()) place.at = 0;
        return place;
    }
    std::string spelled() const
    {
        Json json = Json::object();
        json["names"] = names;
        json["at"] = at;
        return dump(json);
    }
};

Request ask(const SourceConfig& source, const Cursor& cursor, Time now)
{
    if (is_personal(source)) {
        Request request{.url = std::string{trimmed(source.credential)},
                        .headers = {{"Accept", "application/atom+xml"}},
                        .body = {}};
        introduce(request, source);
        return request;
    }
    const auto subjects = subjects_of(source);
    if (subjects.empty()) return {};
    if (!access_of(cursor).usable(now)) return login(source);
    const Rotation rotation{cursor.position, subjects.size()};
    const std::string& subject = subjects[rotation.turn()];
    std::string path = is_search(source)
                           ? "/search?q=" + percent_encoded(subject) + "&sort=new&type=link&"
                           : "/" + subject + (subject.find('/', 2) == subject.npos ? "/new?" : "?");
    path += "limit=100&raw_json=1";
    const ListingPlace place = ListingPlace::of(rotation.place());
    if (!place.names.empty()) path += "&before=" + percent_encoded(place.names[place.at]);
    return question(source, cursor, path);
}

// ---- answers -----------------------------------------------------------------------------------

// {"message": "Forbidden", "error": 403}, or of a login {"error": "invalid_grant"}.
std::string said(const Json& json)
{
    std::string words = first_text_in(json, {"message", "error_description"});
    return words.empty() ? text_in(json, "error") : words;
}

Result<Json> answer_of(const SourceConfig& source, const Response& response)
{
    auto answer = json_answer(source, response, said, "is this the address of Reddit's API");
    if (answer) return answer;
    Error error = std::move(answer).error();
    if (response.status == 401 && !is_personal(source))
        error.text += ": compare the app's id in 'user' and its secret with reddit.com/prefs/apps";
    if (response.status == 403)
        error.text +=
            ": Reddit lets only approved apps in, each with a User-Agent of its own "
            "('account'); see docs/sources/reddit.md";
    return std::unexpected{std::move(error)};
}

// The names that came, then those known before. When the page reaches back to the one that was
// asked with, names newer than that which did not come again are of deleted posts.
ListingPlace moved_on(const ListingPlace& place, const std::vector<std::string>& came)
{
    ListingPlace next;
    const auto add = [&](const std::string& name) {
        const bool known =
            std::find(next.names.begin(), next.names.end(), name) != next.names.end();
        if (!known && next.names.size() < names_kept) next.names.push_back(name);
    };
    for (const std::string& name : came)
        add(name);
    for (std::size_t i = came.size() < whole_page ? place.at : 0; i < place.names.size(); ++i)
        add(place.names[i]);
    return next;
}

std::vector<std::string> names_in(const Json& children)
{
    std::vector<std::string> names;
    if (children.is_array())
        for (const Json& child : children)
            if (std::string name = text_in(member(child, "data"), "name"); !name.empty())
                names.push_back(std::move(name));
    return names;
}

Result<Page> read_list(const SourceConfig& source, const Cursor& cursor, const Json& answer)
{
    const Json& children = member(member(answer, "data"), "children");
    if (!children.is_array())
        return fail(Fault::garbled, "Reddit sent something else where a list was expected");
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    read_items(page, children, reddit_post);
    const std::vector<std::string> names = names_in(children);
    Rotation rotation{cursor.position, subjects_of(source).size()};
    const ListingPlace place = ListingPlace::of(rotation.place());
    ListingPlace next = moved_on(place, names);
    bool more = !place.names.empty() && children.size() >= whole_page &&
                next.names.front() != place.names.front();
    if (names.empty()) {
        next = place;
        if (++next.at >= next.names.size()) next = {};  // none of them answers: the newest page
    }
    page.more = rotation.went_to(next.spelled(), more);
    page.next.position = rotation.spelled();
    return page;
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    if (response.status / 100 == 2 && trimmed(response.body).starts_with('<') &&
        media_type_of(response) != "text/html")
        return reddit_feed(cursor, response);
    Page page;
    if (response.status == 401 && drop_access(cursor, response, page)) return page;
    const Json answer = TRY(answer_of(source, response));
    if (brings_access(answer)) return page_with_access(cursor, answer, response.received);
    return read_list(source, cursor, answer);
}

// ---- asking again ------------------------------------------------------------------------------

Request look_up(const SourceConfig& source, const Cursor& cursor, std::span<const Known> known)
{
    if (is_personal(source) || access_of(cursor).token.empty()) return {};
    std::string ids;
    for (const Known& one : known)
        ids += (ids.empty() ? "" : ",") + percent_encoded(one.native_id);
    return question(source, cursor, "/api/info?raw_json=1&id=" + ids);
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    const Json answer = TRY(answer_of(source, response));
    const Json& children = member(member(answer, "data"), "children");
    if (!children.is_array())
        return fail(Fault::garbled, "Reddit sent something else where a list was expected");
    const std::vector<std::string> names = names_in(children);
    Page page;
    read_items(page, children, reddit_post);
    Found found;
    std::set<std::string> there{names.begin(), names.end()};
    for (RawPost& post : page.posts) {
        if (post.deleted)
            there.erase(post.native_id);
        else
            found.posts.push_back(std::move(post));
    }
    if (names.size() != children.size()) return found;  // it cannot be told which are missing
    for (const Known& one : known)
        if (!there.contains(one.native_id)) found.gone.push_back(one.native_id);
    return found;
}

// ---- the row -----------------------------------------------------------------------------------

Result<void> check_list(const SourceConfig& source)
{
    constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    const std::string list = without(source.feed, "r/");
    const auto slash = list.find('/');
    const std::string which = slash == list.npos ? "new" : list.substr(slash + 1);
    const bool named = slash != 0 && !list.empty() &&
                       list.substr(0, slash).find_first_not_of(letters) == list.npos;
    if (!named || (which != "new" && which != "comments"))
        return fail(Fault::refused,
                    "'feed' of reddit is search, a community such as r/coffee, or its comments: "
                    "r/coffee/comments");
    return {};
}

Result<void> check(const SourceConfig& source)
{
    if (source.credential.empty())
        return fail(Fault::refused,
                    "reddit needs the name of a secret in 'credential': an app's, or the address "
                    "of a feed of your own; see docs/sources/reddit.md");
    if (without(source.account, "u/").empty())
        return fail(Fault::refused,
                    "reddit wants to know who asks: put the Reddit name of the person who "
                    "registered the app, or whose feed it is, in 'account'");
    if (trimmed(source.user).empty()) return {};  // a feed of somebody's own
    if (!is_search(source)) return check_list(source);
    if (subjects_of(source).empty())
        return fail(Fault::refused,
                    "reddit needs words to search for (a 'query' that does not only exclude), or "
                    "a community in 'feed'");
    return {};
}

}  // namespace

constinit const Platform reddit{.name = "reddit",
                                .ask = ask,
                                .read = read,
                                .look_up = look_up,
                                .read_looked_up = read_looked_up,
                                .look_up_most = 100,
                                .check = check,
                                .rate_limit = rate_limit_seconds_to_go,
                                .search = &dialect};

}  // namespace narrowcast
