// SPDX-License-Identifier: Apache-2.0
// YouTube: videos by search, the comments under a channel's or single videos, a channel's own
// videos.
//
// Lists of videos give only their ids and the beginnings of their texts: what is found is asked for
// once more, for all of its text, its language and its counts. That costs one unit of ten thousand;
// a search is one of a hundred.
#include "fetch/platforms/youtube.hpp"
#include "fetch/platforms/descent.hpp"
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <set>

namespace narrowcast {
namespace {

constexpr std::string_view searching = "search", comments = "comments", videos = "videos";

// A video may appear in the search hours after it was published.
constexpr std::chrono::seconds late = std::chrono::days{1};

constexpr SearchDialect dialect{.all = " ",
                                .any = "|",
                                .none = "-",
                                .author = "",
                                .language = "",
                                .media = "",
                                .phrases = true,
                                .prefixes = false,
                                .brackets = false,
                                .longest = 300,
                                .suffix = ""};

std::string_view feed_of(const SourceConfig& source)
{
    const std::string_view feed = trimmed(source.feed);
    return feed.empty() ? searching : feed;
}

// What is asked for in turns: searches, channels, or videos.
std::vector<std::string> subjects_of(const SourceConfig& source)
{
    if (feed_of(source) == searching) return search_texts(source.query, dialect, 4);
    std::vector<std::string> all;
    for (const std::string_view account : split(source.account, ','))
        if (!trimmed(account).empty()) all.emplace_back(trimmed(account));
    return all;
}

bool is_channel(std::string_view id) { return id.starts_with("UC") && id.size() == 24; }

// Where one subject stands: its list, and the videos of it that are still to be asked for.
struct Place {
    std::string descent;
    std::vector<std::string> found;

    static Place of(const std::string& text)
    {
        const Json json = parse_json(text).value_or(Json{});
        Place place{.descent = text_in(json, "list"), .found = {}};
        const Json& ids = member(json, "found");
        if (ids.is_array())
            for (const Json& id : ids)
                place.found.push_back(text_of(id));
        return place;
    }
    std::string spelled() const
    {
        Json json = Json::object();
        json["list"] = descent;
        if (!found.empty()) json["found"] = found;
        return dump(json);
    }
};

// ---- questions ---------------------------------------------------------------------------------

Request question(const SourceConfig& source, const std::string& path, const char* quota)
{
    const std::string server =
        trimmed(source.url).empty() ? "https://www.googleapis.com" : server_of(source);
    return {.url = server + "/youtube/v3/" + path,
            .headers = {{"Accept", "application/json"},
                        {"X-Goog-Api-Key", secret_part(source, "key", "key")}},
            .body = {},
            .spends = {{.quota = quota, .amount = 1, .once_for = {}}}};
}

Request question_for(const SourceConfig& source, const std::vector<std::string>& ids)
{
    std::string all;
    for (const std::string& id : ids)
        all += (all.empty() ? "" : ",") + percent_encoded(id);
    const bool of_comments = youtube_is_comment(ids.front());
    return question(source,
                    of_comments ? "comments?part=snippet&textFormat=plainText&id=" + all
                                : "videos?part=snippet,statistics,contentDetails&id=" + all,
                    "units");
}

std::string search_path(const SourceConfig& source, const std::string& words,
                        const Descent& descent)
{
    std::string path =
        "search?part=snippet&type=video&order=date&safeSearch=strict&maxResults=50&q=" +
        percent_encoded(words);
    const std::string language = source.language.substr(0, source.language.find('-'));
    if (!language.empty()) path += "&relevanceLanguage=" + percent_encoded(language);
    if (const auto known = descent.known_at())
        path += "&publishedAfter=" + percent_encoded(to_rfc3339(*known - late));
    return path;
}

std::string comments_path(const std::string& subject)
{
    return "commentThreads?part=snippet,replies&order=time&textFormat=plainText&maxResults=100&" +
           (is_channel(subject) ? "allThreadsRelatedToChannelId=" + percent_encoded(subject)
                                : "videoId=" + percent_encoded(subject));
}

// A channel's uploads are a list with the same name but for its second letter.
std::string uploads_path(const std::string& channel)
{
    return "playlistItems?part=snippet,contentDetails&maxResults=50&playlistId=UU" +
           percent_encoded(channel.substr(std::min<std::size_t>(2, channel.size())));
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    const auto subjects = subjects_of(source);
    if (subjects.empty()) return {};
    const Rotation rotation{cursor.position, subjects.size()};
    const Place place = Place::of(rotation.place());
    if (!place.found.empty()) return question_for(source, place.found);
    const Descent descent{place.descent};
    const std::string& subject = subjects[rotation.turn()];
    const bool search = feed_of(source) == searching;
    std::string path = search                      ? search_path(source, subject, descent)
                       : feed_of(source) == videos ? uploads_path(subject)
                                                   : comments_path(subject);
    if (!descent.page().empty()) path += "&pageToken=" + percent_encoded(descent.page());
    return question(source, path, search ? "searches" : "units");
}

// ---- answers -----------------------------------------------------------------------------------

// Each page of a search is one of the day's hundred.
int most_pages(const SourceConfig& source)
{
    return feed_of(source) == searching ? 3 : feed_of(source) == videos ? 5 : 10;
}

// The subject whose turn it is goes on at `place`.
Page page_at(const SourceConfig& source, const Cursor& cursor, const Place& place, bool more)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    Rotation rotation{cursor.position, subjects_of(source).size()};
    page.more = rotation.went_to(place.spelled(), more);
    page.next.position = rotation.spelled();
    return page;
}

Place place_in(const SourceConfig& source, const Cursor& cursor)
{
    return Place::of(Rotation{cursor.position, subjects_of(source).size()}.place());
}

// What is the matter with one subject only: the others' turns come nevertheless.
std::optional<Page> passed_over(const SourceConfig& source, const Cursor& cursor,
                                const Response& response)
{
    const std::string reason = youtube_reason(response);
    Place place = place_in(source, cursor);
    if (reason == "invalidPageToken") {
        Descent descent{place.descent};
        if (descent.page().empty()) return {};
        descent.begin_anew();
        return page_at(source, cursor, {.descent = descent.spelled(), .found = {}}, true);
    }
    if (reason == "commentsDisabled") return page_at(source, cursor, place, false);
    if (reason != "videoNotFound") return {};
    Page page = page_at(source, cursor, place, false);
    page.garbled.emplace_back("YouTube has no video of this id any more: look at 'account'");
    return page;
}

Descent::Seen seen_in(const Page& page, const Json& answer)
{
    std::vector<RawPost> listed;  // answers stand under their comments, in no order
    for (const RawPost& post : page.posts)
        if (post.kind != Kind::reply) listed.push_back(post);
    return dates_of(listed, text_in(answer, "nextPageToken"));
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    if (auto page = passed_over(source, cursor, response)) return *std::move(page);
    const Json answer = TRY(youtube_answer(source, response));
    const Json& items = member(answer, "items");
    if (!answer.is_object() || (!items.is_array() && !items.is_null()))
        return fail(Fault::garbled, "YouTube sent something else where a list was expected");
    Page page;
    if (items.is_array())
        for (const Json& item : items)
            youtube_item(page, item);
    Place place = place_in(source, cursor);
    const bool details = !place.found.empty();
    Descent descent{place.descent};
    if (!details) descent.went(seen_in(page, answer), most_pages(source));
    place = {.descent = descent.spelled(), .found = {}};
    const bool more = descent.pages() > 0;
    const bool list_only = !details && feed_of(source) != comments && !subjects_of(source).empty();
    if (list_only)
        for (const RawPost& post : page.posts)
            place.found.push_back(post.native_id);
    Page result = page_at(source, cursor, place, more || !place.found.empty());
    if (place.found.empty()) result.posts = std::move(page.posts);
    result.garbled = std::move(page.garbled);
    return result;
}

// ---- asking again ------------------------------------------------------------------------------

// Those that one question can ask for: videos or comments, whichever comes first.
std::vector<std::string> asked_together(std::span<const Known> known)
{
    std::vector<std::string> ids;
    for (const Known& one : known)
        if (youtube_is_comment(one.native_id) == youtube_is_comment(known[0].native_id))
            ids.push_back(one.native_id);
    return ids;
}

Request look_up(const SourceConfig& source, const Cursor&, std::span<const Known> known)
{
    return question_for(source, asked_together(known));
}

Result<Found> read_looked_up(const SourceConfig& source, std::span<const Known> known,
                             const Response& response)
{
    const Json answer = TRY(youtube_answer(source, response));
    const Json& items = member(answer, "items");
    if (!items.is_array())
        return fail(Fault::garbled, "YouTube sent something else where a list was expected");
    Page page;
    std::set<std::string> there;
    for (const Json& item : items) {
        youtube_item(page, item);
        there.insert(text_in(item, "id"));
    }
    Found found;
    found.posts = std::move(page.posts);
    if (there.contains("")) return found;  // it cannot be told which are missing
    for (const std::string& id : asked_together(known))
        if (!there.contains(id)) found.gone.push_back(id);
    return found;
}

// ---- the row -----------------------------------------------------------------------------------

Result<void> check(const SourceConfig& source)
{
    if (source.credential.empty())
        return fail(Fault::refused,
                    "youtube needs the name of a secret in 'credential': an API key of a Google "
                    "cloud project; see docs/sources/youtube.md");
    const std::string_view feed = feed_of(source);
    if (feed != searching && feed != comments && feed != videos)
        return fail(Fault::refused,
                    "'feed' of youtube is search, comments or videos, not " + std::string{feed});
    const auto subjects = subjects_of(source);
    if (feed == searching && subjects.empty())
        return fail(Fault::refused,
                    "youtube needs words to search for: a 'query' that does not only exclude");
    if (subjects.empty())
        return fail(Fault::refused,
                    "youtube needs the id of a channel (UC and 22 more characters) in 'account'" +
                        std::string{feed == comments ? ", or of a video" : ""});
    for (const std::string& subject : subjects)
        if (feed != searching && !is_channel(subject) &&
            (feed == videos || youtube_is_comment(subject)))
            return fail(Fault::refused, "'account' is not the id of a channel" +
                                            std::string{feed == comments ? " or a video" : ""} +
                                            ": " + subject);
    return {};
}

std::vector<Quota> quotas(const SourceConfig&)
{
    return {{.name = "searches",
             .in_words = "searches a day",
             .most = 100,
             .renewal = Quota::Renewal::daily,
             .zone = "America/Los_Angeles"},
            {.name = "units",
             .in_words = "units a day",
             .most = 10'000,
             .renewal = Quota::Renewal::daily,
             .zone = "America/Los_Angeles"}};
}

}  // namespace

constinit const Platform youtube{.name = "youtube",
                                 .ask = ask,
                                 .read = read,
                                 .look_up = look_up,
                                 .read_looked_up = read_looked_up,
                                 .look_up_most = 50,
                                 .check = check,
                                 .quotas = quotas,
                                 .search = &dialect};

}  // namespace narrowcast
