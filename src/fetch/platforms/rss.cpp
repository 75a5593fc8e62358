// SPDX-License-Identifier: Apache-2.0
// Feeds: RSS, Atom and JSON Feed, told apart by their content.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/feed.hpp"

#include "lib/charset.hpp"
#include "lib/xml.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

// A feed that says it changes once a day is still asked every hour: most of those say it unaware.
constexpr std::chrono::seconds longest_wait = std::chrono::hours{1};

Request ask(const SourceConfig& source, const Cursor&, Time)
{
    return {.url = std::string{trimmed(source.url)},
            .headers = {{"Accept",
                         "application/atom+xml, application/rss+xml, "
                         "application/feed+json, application/xml;q=0.9, */*;q=0.8"}},
            .body = {}};
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    if (auto refusal = refusal_of(source, response)) return std::unexpected{*std::move(refusal)};
    const std::string host = host_of(response.url);
    const std::string from = host.empty() ? "this feed" : host;
    if (trimmed(response.body).empty())
        return fail(Fault::garbled, from + " sent an empty answer where a feed was expected");
    const std::string text = lib::document_to_utf8(response.body, charset_of(response),
                                                   lib::declared_encoding(response.body));
    const std::string_view location = response.header("content-location");
    const FeedOrigin origin{
        .base = location.empty() ? response.url : lib::resolved_url(response.url, location),
        .feed = source.url.empty() ? response.url : source.url};
    const bool json = trimmed(text).starts_with('{') || trimmed(text).starts_with('[');
    auto feed = json ? read_json_feed(text, origin) : read_xml_feed(text, origin);
    if (!feed) return fail(feed.error().fault, "the answer of " + from + ": " + feed.error().text);
    Page page{.posts = std::move(feed->posts),
              .next = cursor,
              .more = false,
              .wait = {},
              .garbled = std::move(feed->garbled)};
    if (feed->wait && *feed->wait > source.every)
        page.wait = std::max(source.every, std::min(*feed->wait, longest_wait));
    return page;
}

Result<void> check(const SourceConfig& source)
{
    if (!is_web_address(trimmed(source.url)))
        return fail(Fault::refused,
                    "rss needs the address of a feed in 'url', beginning with "
                    "https:// or http://");
    return {};
}

}  // namespace

constinit const Platform rss{.name = "rss", .ask = ask, .read = read, .check = check};

}  // namespace narrowcast
