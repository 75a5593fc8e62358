// SPDX-License-Identifier: Apache-2.0
// One review of an app, as the shop's feed and as App Store Connect tell it.
#include "fetch/platforms/appstore_read.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include <charconv>

namespace narrowcast {
namespace {

std::string label_in(const Json& json, const char* key)
{
    return text_in(member(json, key), "label");
}

std::optional<double> stars_in(const std::string& text)
{
    double stars = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), stars);
    return error == std::errc{} && stars >= 1 && stars <= 5 ? std::optional{stars} : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && number >= 0 ? std::optional{number} : std::nullopt;
}

Result<RawPost> appstore_entry(const Json& entry)
{
    RawPost post;
    post.native_id = label_in(entry, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a review without an id");
    post.kind = Kind::review;
    post.rating = stars_in(label_in(entry, "im:rating"));
    post.title = label_in(entry, "title");
    post.text = label_in(entry, "content");
    if (!post.rating && post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a review without stars or words");
    const Json& author = member(entry, "author");
    post.author.name = label_in(author, "name");
    post.author.url = web_address(label_in(author, "uri"));
    post.created = from_rfc3339(label_in(entry, "updated"));
    const Json& link = member(entry, "link");
    post.url = web_address(text_in(member(link, "attributes"), "href"));
    post.counts.likes = number_in(label_in(entry, "im:voteSum"));
    return post;
}

bool is_appstore_review(const Json& entry)
{
    return !entry.is_object() || !member(entry, "im:rating").is_null() ||
           member(entry, "im:name").is_null();
}

Result<RawPost> appstore_review(const Json& item)
{
    RawPost post;
    post.native_id = text_in(item, "id");
    if (post.native_id.empty()) return fail(Fault::garbled, "a review without an id");
    const Json& told = member(item, "attributes");
    post.kind = Kind::review;
    const auto stars = count_in(told, "rating");
    if (stars && *stars >= 1 && *stars <= 5) post.rating = static_cast<double>(*stars);
    post.title = text_in(told, "title");
    post.text = text_in(told, "body");
    if (!post.rating && post.title.empty() && post.text.empty())
        return fail(Fault::garbled, "a review without stars or words");
    post.author.name = text_in(told, "reviewerNickname");
    post.created = time_in(told, "createdDate");
    const Json& response = member(member(item, "relationships"), "response");
    if (response.is_object() && response.contains("data"))
        post.counts.replies = member(response, "data").is_object() ? 1 : 0;
    return post;
}

}  // namespace narrowcast
