// SPDX-License-Identifier: Apache-2.0
// One post of X, its price, and X's own words for what went wrong.
#include "fetch/platforms/x.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace narrowcast {
namespace {

constexpr double dollars_a_post = 0.005, dollars_a_user = 0.010;

// ---- its text ----------------------------------------------------------------------------------

// X escapes three characters in texts, and nothing else.
std::string unescaped(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, char>, 3> all{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
    std::string out;
    while (!text.empty()) {
        const auto found = std::find_if(
            all.begin(), all.end(), [&](const auto& one) { return text.starts_with(one.first); });
        out += found == all.end() ? text.front() : found->second;
        text.remove_prefix(found == all.end() ? 1 : found->first.size());
    }
    return out;
}

struct Link {
    std::size_t begin = 0, end = 0;  // bytes
    std::string words;
};

// The byte at which each character begins, and the end.
std::vector<std::size_t> beginnings(std::string_view text)
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) all.push_back(i);
    all.push_back(text.size());
    return all;
}

std::size_t place_of(std::string_view text, const std::string& url)
{
    for (auto at = text.find(url); at != text.npos; at = text.find(url, at + 1)) {
        const std::size_t end = at + url.size();
        const char after = end < text.size() ? text[end] : ' ';
        if (ascii_lower({&after, 1}).find_first_of("abcdefghijklmnopqrstuvwxyz0123456789") != 0)
            return at;
    }
    return text.npos;
}

// What people read in place of a shortened address: nothing for one of the post's own pictures.
Link link_of(std::string_view text, const std::vector<std::size_t>& characters, const Json& entity)
{
    const std::string url = text_in(entity, "url");
    const auto start = count_in(entity, "start");
    const auto count = static_cast<std::int64_t>(characters.size());
    if (url.empty()) return {};
    std::size_t at =
        start && *start < count ? characters[static_cast<std::size_t>(*start)] : text.npos;
    if (at == text.npos || text.substr(at, url.size()) != url) at = place_of(text, url);
    if (at == text.npos) return {};
    const std::string shown = text_in(entity, "display_url");
    const bool picture = !text_in(entity, "media_key").empty() || shown.starts_with("pic.");
    return {.begin = at,
            .end = at + url.size(),
            .words = picture ? "" : first_text_in(entity, {"display_url", "expanded_url", "url"})};
}

std::string readable(std::string_view text, const Json& entities)
{
    const Json& urls = member(entities, "urls");
    std::vector<Link> links;
    if (urls.is_array() && !urls.empty()) {
        const auto characters = beginnings(text);
        for (const Json& url : urls)
            links.push_back(link_of(text, characters, url));
    }
    std::sort(links.begin(), links.end(),
              [](const Link& a, const Link& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t done = 0;
    for (const Link& link : links) {
        if (link.end == 0 || link.begin < done) continue;
        out += unescaped(text.substr(done, link.begin - done)) + link.words;
        done = link.end;
    }
    out += unescaped(text.substr(done));
    return std::string{trimmed(out)};
}

std::string text_of_post(const Json& post)
{
    const Json& note = x_either(post, "note_tweet", "note_post");  // all of a long post
    const bool is_long = !text_in(note, "text").empty();
    return readable(text_in(is_long ? note : post, "text"),
                    member(is_long ? note : post, "entities"));
}

// ---- who, when, with what ----------------------------------------------------------------------

// X's largest common size: the one it names is 48 pixels wide.
std::string avatar_of(const Json& user)
{
    std::string url = web_address(text_in(user, "profile_image_url"));
    constexpr std::string_view small = "_normal.";
    const auto at = url.rfind(small);
    if (host_of(url) == "pbs.twimg.com" && at != std::string::npos)
        url.replace(at, small.size(), "_400x400.");
    return url;
}

Author author_of(const Json& user)
{
    const std::string username = text_in(user, "username");
    return {.name = text_in(user, "name"),
            .handle = username.empty() ? "" : "@" + username,
            .avatar = avatar_of(user),
            .url = username.empty() ? "" : "https://x.com/" + percent_encoded(username)};
}

std::vector<Media> media_of(const Json& post, const Json& includes)
{
    std::vector<Media> all;
    const Json& keys = member(member(post, "attachments"), "media_keys");
    if (!keys.is_array()) return all;
    for (const Json& key : keys) {
        const Json& medium = x_item(member(includes, "media"), "media_key", text_of(key));
        // Of a film only a still is given.
        std::string url = web_address(first_text_in(medium, {"url", "preview_image_url"}));
        if (url.empty()) continue;
        all.push_back({.type = "image", .url = std::move(url), .alt = text_in(medium, "alt_text")});
    }
    return all;
}

// X's codes of its own: "in" and "iw" are older ones, "und", "qme", "zxx" ... are no language.
std::string language_of(const Json& post)
{
    const std::string code = text_in(post, "lang");
    if (code == "in") return "id";
    if (code == "iw") return "he";
    const bool none = code == "und" || code == "zxx" || code == "art" ||
                      (code.size() == 3 && code.starts_with('q'));
    return none ? "" : code;
}

std::optional<std::int64_t> reposts_in(const Json& metrics)
{
    const auto count = count_in(metrics, "retweet_count");
    return count ? count : count_in(metrics, "repost_count");
}

// The id of what a post refers to in one of these ways.
std::string referred(const Json& post, std::string_view type, std::string_view renamed)
{
    const Json& all = x_either(post, "referenced_tweets", "referenced_posts");
    if (!all.is_array()) return {};
    for (const Json& one : all) {
        const std::string how = text_in(one, "type");
        if (how == type || how == renamed) return text_in(one, "id");
    }
    return {};
}

// The id of the first version stays the post's own; each edit has another one.
void fill_times(RawPost& out, const Json& post)
{
    const Json& history = x_either(post, "edit_history_tweet_ids", "edit_history_post_ids");
    out.created = time_in(post, "created_at");
    if (!out.created) out.created = x_time_of(out.native_id);
    const std::string first =
        history.is_array() && !history.empty() ? text_of(history[0]) : std::string{};
    if (first.empty() || first == out.native_id) return;
    out.native_id = first;
    out.edited = out.created;
    if (const auto written = x_time_of(first)) out.created = written;
}

void fill(RawPost& out, const Json& post, const Json& includes)
{
    const Json& user = x_item(member(includes, "users"), "id", text_in(post, "author_id"));
    const Json& metrics = member(post, "public_metrics");
    out.author = author_of(user);
    out.text = text_of_post(post);
    out.language = language_of(post);
    const std::string username = text_in(user, "username");
    out.url = "https://x.com/" + (username.empty() ? "i/web" : percent_encoded(username)) +
              "/status/" + percent_encoded(text_in(post, "id"));
    out.media = media_of(post, includes);
    out.counts = {.likes = count_in(metrics, "like_count"),
                  .reposts = reposts_in(metrics),
                  .replies = count_in(metrics, "reply_count")};
    out.sensitive = out.sensitive || true_in(post, "possibly_sensitive") ||
                    true_in(user, "protected") || member(post, "withheld").is_object();
}

}  // namespace

const Json& x_either(const Json& json, const char* tweet, const char* post)
{
    const Json& named = member(json, tweet);
    return named.is_null() ? member(json, post) : named;
}

const Json& x_item(const Json& items, const char* key, std::string_view id)
{
    static const Json nothing;
    if (!items.is_array() || id.empty()) return nothing;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Json& item) { return text_in(item, key) == id; });
    return found == items.end() ? nothing : *found;
}

Result<RawPost> x_post(const Json& post, const Json& includes)
{
    RawPost out;
    out.native_id = text_in(post, "id");
    if (out.native_id.empty()) return fail(Fault::garbled, "a post without an id");
    if (!member(post, "text").is_string())
        return fail(Fault::garbled, "a post without a text: " + out.native_id);
    fill_times(out, post);
    out.repost_of = referred(post, "retweeted", "reposted");
    const Json& original = x_item(x_either(includes, "tweets", "posts"), "id", out.repost_of);
    if (original.is_object()) out.sensitive = true_in(post, "possibly_sensitive");
    fill(out, original.is_object() ? original : post, includes);
    out.in_reply_to = referred(post, "replied_to", "replied_to");
    out.kind = !out.repost_of.empty()     ? Kind::repost
               : !out.in_reply_to.empty() ? Kind::reply
                                          : Kind::post;
    return out;
}

// ---- money -------------------------------------------------------------------------------------

// Each post and each author is paid for once within a day (UTC), however often it comes.
std::vector<Spending> x_price(const Json& answer, Time received)
{
    const std::string day = to_rfc3339(received).substr(0, 10);
    std::vector<Spending> all;
    std::set<std::string> seen;
    const auto add = [&](const Json& items, const std::string& what, double amount) {
        const Json list = items.is_object() ? Json::array({items}) : items;
        if (!list.is_array()) return;
        for (const Json& item : list) {
            const std::string id = text_in(item, "id");
            std::string once;
            if (!id.empty()) once.append(what).append(" ").append(id).append(" ").append(day);
            if (!once.empty() && !seen.insert(once).second) continue;
            all.push_back({.quota = "dollars", .amount = amount, .once_for = once});
        }
    };
    const Json& includes = member(answer, "includes");
    add(member(answer, "data"), "post", dollars_a_post);
    add(member(includes, "tweets"), "post", dollars_a_post);
    add(member(includes, "posts"), "post", dollars_a_post);
    add(member(includes, "users"), "user", dollars_a_user);
    return all;
}

// ---- ids ---------------------------------------------------------------------------------------

namespace {

constexpr std::uint64_t first_with_time = 29'700'859'247;  // of November 2010
constexpr std::int64_t epoch = 1'288'834'974'657;          // ms

}  // namespace

std::optional<Time> x_time_of(std::string_view id)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (error != std::errc{} || end != id.data() + id.size() || number < first_with_time) return {};
    return Time{std::chrono::seconds{(static_cast<std::int64_t>(number >> 22U) + epoch) / 1000}};
}

std::string x_id_at(Time time)
{
    const std::int64_t since = time.time_since_epoch().count() * 1000 - epoch;
    return since <= 0 ? "" : std::to_string(static_cast<std::uint64_t>(since) << 22U);
}

std::string x_larger(const std::string& a, const std::string& b)
{
    return a.size() != b.size() ? (a.size() > b.size() ? a : b) : std::max(a, b);
}

// ---- problems ----------------------------------------------------------------------------------

namespace {

// What is wrong as a whole; the errors beside found posts concern single ones.
std::string said(const Json& json)
{
    const std::string words = first_text_in(json, {"detail", "title"});
    if (words.empty() || !member(json, "data").is_null()) return {};
    const Json& errors = member(json, "errors");
    const std::string first =
        errors.is_array() && !errors.empty() ? text_in(errors[0], "message") : "";
    return first.empty() ? words : first;
}

}  // namespace

Error x_problem(Error error, std::string_view type)
{
    const std::string_view name = type.substr(type.rfind('/') + 1);
    if (name == "credits") {
        error.fault = Fault::rejected;
        error.text += ": buy credits in X's developer console, then let this source go on";
    } else if (name == "usage-capped") {
        error.fault = Fault::later;
        error.retry_after = longest_retry_after;
        error.text += ": X's own limit for this app is used up";
    } else if (name == "client-forbidden") {
        error.fault = Fault::rejected;
        error.text +=
            ": look in X's developer console whether the app belongs to a project and "
            "its plan includes this";
    } else if (name == "invalid-request") {
        error.fault = Fault::rejected;
        error.text +=
            ": this source's 'query', 'tag' or 'account' is not one that X can search "
            "for";
    }
    return error;
}

Result<Json> x_answer(const SourceConfig& source, const Response& response)
{
    auto answer = json_answer(source, response, said, "is this the address of X's API");
    if (answer) return answer;
    const Json problem = parse_json(response.body).value_or(Json{});
    std::string type = text_in(problem, "type");
    if (response.status == 402) type = "credits";
    return std::unexpected{x_problem(std::move(answer).error(), type)};
}

}  // namespace narrowcast
