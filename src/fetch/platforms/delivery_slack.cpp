// SPDX-License-Identifier: Apache-2.0
// Slack's Events API: messages of channels that our app was invited to.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

// Of "U024BE7LH|sanne", "https://polder.example|our site", "!here": what people read.
std::string reference(std::string_view inside)
{
    const auto bar = inside.find('|');
    const std::string_view label = bar == std::string_view::npos ? "" : inside.substr(bar + 1);
    const std::string_view target = inside.substr(0, bar);
    if (target.empty()) return std::string{label};
    const bool channel = target.front() == '#', person = target.front() == '@';
    if (channel || person) {
        const std::string_view name = label.empty() ? target.substr(1) : label;
        return std::string{target.front()} + std::string{name};
    }
    if (target.front() == '!') return "@" + std::string{label.empty() ? target.substr(1) : label};
    return std::string{label.empty() ? target : label};
}

// Slack escapes & < > only, and puts its references into < >.
std::string plain_text(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, char>, 3> escapes{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto close = text[at] == '<' ? text.find('>', at) : std::string_view::npos;
        if (close != std::string_view::npos) {
            plain += reference(text.substr(at + 1, close - at - 1));
            at = close + 1;
            continue;
        }
        const auto escape = std::find_if(escapes.begin(), escapes.end(), [&](const auto& one) {
            return text.substr(at).starts_with(one.first);
        });
        plain += escape == escapes.end() ? text[at] : escape->second;
        at += escape == escapes.end() ? 1 : escape->first.size();
    }
    return plain;
}

// "1783072800.000200": seconds, and a number within the second.
std::optional<Time> time_of(const std::string& stamp)
{
    const Json seconds = parse_json(stamp.substr(0, stamp.find('.'))).value_or(Json{});
    if (!seconds.is_number_unsigned() || seconds.get<std::uint64_t>() > 100'000'000'000) return {};
    return Time{std::chrono::seconds{seconds.get<std::int64_t>()}};
}

std::string id_of(const std::string& channel, const std::string& stamp)
{
    return channel.empty() || stamp.empty() ? std::string{} : channel + "-" + stamp;
}

}  // namespace

void read_slack_delivery(const Json& json, Page& page)
{
    const Json& event = member(json, "event");
    if (text_in(event, "type") != "message") return;
    const std::string channel = text_in(event, "channel"), subtype = text_in(event, "subtype");
    constexpr std::array people{"",           "message_changed",  "message_deleted",
                                "file_share", "thread_broadcast", "me_message",
                                "bot_message"};
    if (std::find(people.begin(), people.end(), subtype) == people.end()) return;
    const Json& message = subtype == "message_changed" ? member(event, "message") : event;
    RawPost post;
    post.network = "slack";
    post.deleted = subtype == "message_deleted";
    const std::string stamp = text_in(message, post.deleted ? "deleted_ts" : "ts");
    post.native_id = id_of(channel, stamp);
    if (post.native_id.empty())
        return page.garbled.push_back("a delivered Slack message without its channel or time");
    post.text = plain_text(text_in(message, "text"));
    post.author.name = text_in(message, "username");
    if (const std::string user = text_in(message, "user"); !user.empty())
        post.author.handle = "@" + user;
    post.created = time_of(stamp);
    post.edited = time_of(text_in(member(message, "edited"), "ts"));
    if (const std::string thread = text_in(message, "thread_ts");
        !thread.empty() && thread != stamp)
        post.in_reply_to = id_of(channel, thread);
    post.kind = post.in_reply_to.empty() ? Kind::post : Kind::reply;
    page.posts.push_back(std::move(post));
}

}  // namespace narrowcast
