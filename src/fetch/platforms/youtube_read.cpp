// SPDX-License-Identifier: Apache-2.0
// Videos and comments of YouTube, and its reasons for giving none.
#include "fetch/platforms/youtube.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/calendar.hpp"
#include "lib/html.hpp"

#include "narrowcast/base/text.hpp"

#include <array>
#include <charconv>

namespace narrowcast {
namespace {

// ---- videos ------------------------------------------------------------------------------------

// Numbers of the statistics are texts: "12".
std::optional<std::int64_t> number_in(const Json& json, const char* key)
{
    const std::string text = text_in(json, key);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return {};
    return number;
}

std::vector<Media> thumbnail_of(const Json& snippet)
{
    for (const char* size : {"maxres", "standard", "high", "medium", "default"}) {
        std::string url = web_address(text_in(member(member(snippet, "thumbnails"), size), "url"));
        if (!url.empty()) return {{.type = "image", .url = std::move(url), .alt = {}}};
    }
    return {};
}

Author channel_of(const Json& snippet)
{
    // In a playlist the owner of the video and that of the list are told apart.
    const std::string id = first_text_in(snippet, {"videoOwnerChannelId", "channelId"});
    return {.name = first_text_in(snippet, {"videoOwnerChannelTitle", "channelTitle"}),
            .handle = {},
            .avatar = {},
            .url = id.empty() ? "" : "https://www.youtube.com/channel/" + percent_encoded(id)};
}

Result<RawPost> video_of(const Json& item)
{
    RawPost post;
    post.native_id = youtube_video_of(item);
    const Json& snippet = member(item, "snippet");
    if (post.native_id.empty()) return fail(Fault::garbled, "a video without an id");
    post.title = text_in(snippet, "title");
    post.text = text_in(snippet, "description");
    if (post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a video with neither title nor text: " + post.native_id);
    // Only the search escapes titles and the like for web pages.
    if (member(item, "id").is_object()) post.markup = Markup::html;
    post.author = channel_of(snippet);
    post.created = time_in(member(item, "contentDetails"), "videoPublishedAt");
    if (!post.created) post.created = time_in(snippet, "publishedAt");
    post.language = first_text_in(snippet, {"defaultAudioLanguage", "defaultLanguage"});
    if (post.language == "zxx") post.language.clear();  // "no language": music
    post.url = "https://www.youtube.com/watch?v=" + percent_encoded(post.native_id);
    post.media = thumbnail_of(snippet);
    const Json& statistics = member(item, "statistics");
    post.counts = {.likes = number_in(statistics, "likeCount"),
                   .reposts = {},
                   .replies = number_in(statistics, "commentCount")};
    const Json& rating = member(member(item, "contentDetails"), "contentRating");
    post.sensitive = text_in(rating, "ytRating") == "ytAgeRestricted";
    return post;
}

// ---- comments ----------------------------------------------------------------------------------

Author commenter_of(const Json& snippet)
{
    const std::string name = text_in(snippet, "authorDisplayName");
    return {.name = name,
            .handle = name.starts_with('@') ? name : "",
            .avatar = web_address(text_in(snippet, "authorProfileImageUrl")),
            .url = web_address(text_in(snippet, "authorChannelUrl"))};
}

std::string address_of(const std::string& video, const std::string& channel, const std::string& id)
{
    if (!video.empty())
        return "https://www.youtube.com/watch?v=" + percent_encoded(video) +
               "&lc=" + percent_encoded(id);
    if (channel.empty()) return {};
    return "https://www.youtube.com/channel/" + percent_encoded(channel) + "/community";
}

// `video`: what it is about, where the comment itself does not say.
Result<RawPost> comment_of(const Json& comment, const std::string& video)
{
    RawPost post;
    const Json& snippet = member(comment, "snippet");
    post.native_id = text_in(comment, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a comment without an id");
    post.text = first_text_in(snippet, {"textOriginal", "textDisplay"});
    if (post.text.empty())
        return fail(Fault::garbled, "a comment without a text: " + post.native_id);
    post.author = commenter_of(snippet);
    post.created = time_in(snippet, "publishedAt");
    if (const auto edited = time_in(snippet, "updatedAt"); edited != post.created)
        post.edited = edited;
    std::string about = text_in(snippet, "videoId");
    if (about.empty()) about = video;
    const std::string parent = text_in(snippet, "parentId");
    post.kind = parent.empty() ? Kind::comment : Kind::reply;
    post.in_reply_to = parent.empty() ? about : parent;
    post.url = address_of(about, text_in(snippet, "channelId"), post.native_id);
    post.counts.likes = count_in(snippet, "likeCount");
    const std::string moderation = text_in(snippet, "moderationStatus");  // told to the owner only
    post.sensitive = !moderation.empty() && moderation != "published";
    return post;
}

void keep(Page& page, Result<RawPost> post)
{
    if (post)
        page.posts.push_back(*std::move(post));
    else
        page.garbled.push_back(std::move(post).error().text);
}

void thread_of(Page& page, const Json& item)
{
    const Json& snippet = member(item, "snippet");
    const std::string video = text_in(snippet, "videoId");
    auto first = comment_of(member(snippet, "topLevelComment"), video);
    if (first) first->counts.replies = count_in(snippet, "totalReplyCount");
    keep(page, std::move(first));
    const Json& replies = member(member(item, "replies"), "comments");
    if (!replies.is_array()) return;
    for (const Json& reply : replies)
        keep(page, comment_of(reply, video));
}

}  // namespace

std::string youtube_video_of(const Json& item)
{
    const Json& id = member(item, "id");
    if (id.is_object()) return text_in(id, "videoId");
    std::string listed = text_in(member(member(item, "snippet"), "resourceId"), "videoId");
    return listed.empty() ? text_of(id) : listed;
}

bool youtube_is_comment(std::string_view native_id) { return native_id.size() != 11; }

void youtube_item(Page& page, const Json& item)
{
    const Json& snippet = member(item, "snippet");
    if (member(snippet, "topLevelComment").is_object())
        thread_of(page, item);
    else if (text_in(item, "kind") == "youtube#comment" ||
             member(snippet, "textDisplay").is_string())
        keep(page, comment_of(item, ""));
    else
        keep(page, video_of(item));
}

// ---- reasons -----------------------------------------------------------------------------------

namespace {

struct Reason {
    std::string_view name;
    Fault fault = Fault::rejected;
    std::string_view words;
};

constexpr std::string_view key_words =
    "YouTube does not know this key: compare it with the one in Google's cloud console";
constexpr std::string_view disabled_words =
    "this key's project may not use YouTube: enable \"YouTube Data API v3\" in Google's cloud "
    "console";
constexpr std::string_view restricted_words =
    "this key is restricted to other addresses or services: change that in Google's cloud console";
constexpr std::string_view quota_words =
    "YouTube's quota for this key is used up until midnight in California";
constexpr std::string_view pace_words = "YouTube asks us to slow down";

constexpr std::array reasons{
    Reason{"quotaExceeded", Fault::later, quota_words},
    Reason{"dailyLimitExceeded", Fault::later, quota_words},
    Reason{"rateLimitExceeded", Fault::later, pace_words},
    Reason{"userRateLimitExceeded", Fault::later, pace_words},
    Reason{"keyInvalid", Fault::rejected, key_words},
    Reason{"API_KEY_INVALID", Fault::rejected, key_words},
    Reason{"keyExpired", Fault::rejected, key_words},
    Reason{"accessNotConfigured", Fault::rejected, disabled_words},
    Reason{"SERVICE_DISABLED", Fault::rejected, disabled_words},
    Reason{"ipRefererBlocked", Fault::rejected, restricted_words},
    Reason{"API_KEY_IP_ADDRESS_BLOCKED", Fault::rejected, restricted_words},
    Reason{"API_KEY_HTTP_REFERRER_BLOCKED", Fault::rejected, restricted_words},
    Reason{"API_KEY_SERVICE_BLOCKED", Fault::rejected, restricted_words},
};

std::chrono::seconds pause_of(const Reason& reason, const Response& response)
{
    if (reason.fault != Fault::later) return {};
    if (reason.words == pace_words) return std::chrono::seconds{60};
    return lib::local_midnight(response.received, "America/Los_Angeles", 1) - response.received;
}

// YouTube's words are a piece of a web page.
std::string said(const Json& json)
{
    const std::string words = lib::text_of_html(text_in(member(json, "error"), "message"));
    return std::string{trimmed(words)};
}

std::string reason_in(const Json& error)
{
    for (const char* list : {"details", "errors"}) {  // the newer and the older spelling
        const Json& all = member(error, list);
        if (!all.is_array()) continue;
        for (const Json& one : all)
            if (std::string reason = text_in(one, "reason"); !reason.empty()) return reason;
    }
    return {};
}

}  // namespace

std::string youtube_reason(const Response& response)
{
    return reason_in(member(parse_json(response.body).value_or(Json{}), "error"));
}

Result<Json> youtube_answer(const SourceConfig& source, const Response& response)
{
    const std::string name = youtube_reason(response);
    for (const Reason& reason : reasons)
        if (reason.name == name)
            return std::unexpected{
                Error{reason.fault, std::string{reason.words}, pause_of(reason, response)}};
    return json_answer(source, response, said, "is this the address of Google's APIs");
}

}  // namespace narrowcast
