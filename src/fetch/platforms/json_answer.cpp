// SPDX-License-Identifier: Apache-2.0
// What every platform that speaks JSON does alike with an answer.
#include "fetch/platforms/json_answer.hpp"

#include "fetch/answer.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

// 429 without Retry-After: many servers name the instant at which the budget is full again.
Error with_reset_time(Error error, const SourceConfig& source, const Response& response)
{
    if (response.status != 429 || error.retry_after.count() > 0) return error;
    const Platform* platform = platform_named(source.platform);
    if (!platform || !platform->rate_limit) return error;
    if (const auto limit = platform->rate_limit(response))
        error.retry_after = std::clamp(std::chrono::seconds{limit->resets - response.received},
                                       std::chrono::seconds{0}, longest_retry_after);
    return error;
}

std::string in_its_words(const SourceConfig& source, std::string said)
{
    if (said.size() > 200) said.resize(200);
    return without_secret(repair_utf8(said), source);
}

}  // namespace

Result<Json> json_answer(const SourceConfig& source, const Response& response,
                         std::string (*said)(const Json&), std::string_view doubt)
{
    auto json = parse_json(response.body);
    const std::string words = json ? in_its_words(source, said(*json)) : "";
    if (auto refusal = refusal_of(source, response)) {
        if (!words.empty()) refusal->text += "; it says: " + words;
        return std::unexpected{with_reset_time(*std::move(refusal), source, response)};
    }
    const std::string host = host_of(response.url);
    if (!words.empty()) return fail(Fault::later, host + " answered with a fault: " + words);
    if (json) return json;
    if (trimmed(response.body).empty())
        return fail(Fault::garbled, host + " sent an empty answer where posts were expected");
    if (media_type_of(response) == "text/html" || trimmed(response.body).starts_with('<'))
        return fail(Fault::garbled, host + " sent a web page where posts were expected: " +
                                        std::string{doubt} + ", or a sign-in page in between?");
    return fail(Fault::garbled, host + " sent JSON that cannot be read: " + json.error().text);
}

const RawPost* newest_of(const std::vector<RawPost>& posts)
{
    const auto newest =
        std::max_element(posts.begin(), posts.end(), [](const RawPost& a, const RawPost& b) {
            return a.created.value_or(Time{}) < b.created.value_or(Time{});
        });
    return newest == posts.end() ? nullptr : &*newest;
}

}  // namespace narrowcast
