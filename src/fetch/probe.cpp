// SPDX-License-Identifier: Apache-2.0
// One source looked at on behalf of a person.
#include "fetch/probe.hpp"

#include "fetch/answer.hpp"
#include "fetch/asker.hpp"
#include "fetch/fetcher.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/signature.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr int most_pages = 4;  // a login, and what comes before the first posts
constexpr auto listened_for = 6s;
constexpr auto clocks_apart = 60s;
constexpr auto token_soon = std::chrono::days{7};

std::string in_words(std::chrono::seconds span)
{
    const auto count = [](std::int64_t number, const char* unit) {
        return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
    };
    if (span < 2min) return count(span.count(), "second");
    if (span < 2h) return count(span / 1min, "minute");
    if (span < 48h) return count(span / 1h, "hour");
    return count(span / std::chrono::days{1}, "day");
}

Finding bad(std::string text) { return {.well = false, .text = std::move(text)}; }

// Asks page after page until posts come or there is nothing more: whether all is well, and what was
// found on the way.
bool ask(Asker& asker, std::vector<Finding>& findings)
{
    for (int i = 0; i < most_pages; ++i) {
        const auto page = asker.next_page();
        if (!page) {
            findings.push_back(bad(page.error().text));
            return false;
        }
        if (!*page) return true;
        if (!(*page)->more || !(*page)->posts.empty()) {
            findings.push_back(finding_on_posts((*page)->posts, seconds_of(system_now())));
            return true;
        }
    }
    return true;
}

// Of the first answer the clock, of each what it says of the budget.
void look_at(const Response& response, const Platform& platform, std::vector<Finding>& findings)
{
    if (findings.empty()) findings = findings_on_clock(response);
    if (const auto limit = platform.rate_limit ? platform.rate_limit(response) : std::nullopt)
        findings.push_back({true, std::to_string(static_cast<std::int64_t>(limit->remaining)) +
                                      " questions left until " + to_rfc3339(limit->resets)});
}

// Only where listening costs nothing.
bool may_listen(const SourceConfig& source, const Platform& platform)
{
    const bool free = !platform.quotas || platform.quotas(source).empty();
    return free && source.stream && platform.stream &&
           !platform.stream->open(source, {}, seconds_of(system_now())).url.empty();
}

Finding listen(const SourceJob& job, const FetchConfig& config, const std::stop_token& stop)
{
    Channel<Batch> out{64};
    Latest<SourceStates> states;
    const Latest<OnWall> on_wall;
    auto fetcher =
        Fetcher::start({job}, config, {out, states, on_wall}, system_now, std::random_device{}());
    if (!fetcher) return bad(fetcher.error().text);
    std::uint64_t version = 0;
    std::string trouble = "its stream does not open within " + in_words(listened_for);
    const Instant until = system_now() + listened_for;
    while (!stop.stop_requested() && system_now() < until) {
        const auto now = states.next_for(version, 500ms, stop);
        if (!now || now->empty()) continue;
        if (now->front().status == SourceStatus::listening) return {true, "its stream is open"};
        if (!now->front().last_error.empty()) trouble = now->front().last_error;
    }
    return bad(trouble);
}

}  // namespace

std::vector<Finding> findings_on_clock(const Response& response)
{
    const auto date = from_rfc822(response.header("date"));
    if (!date) return {};
    const auto apart = response.received - *date;
    if (std::chrono::abs(apart) <= clocks_apart) return {};
    return {bad("this machine's clock is " + in_words(std::chrono::abs(apart)) +
                (apart > 0s ? " ahead of " : " behind ") + host_of(response.url) +
                "'s; set it, for instance with: sudo timedatectl set-ntp true")};
}

std::vector<Finding> findings_on_token(std::string_view token, Time now)
{
    const auto parts = split(token, '.');
    if (parts.size() != 3) return {};
    const auto claims = parse_json(lib::from_base64url(parts[1]).value_or(std::string{}));
    const auto expires = claims ? time_in(*claims, "exp") : std::nullopt;
    if (!expires) return {};
    if (*expires <= now)
        return {bad("the token expired at " + to_rfc3339(*expires) +
                    "; put a new one in the credentials folder")};
    if (*expires - now < token_soon)
        return {bad("the token expires in " + in_words(*expires - now) +
                    "; put a new one in the credentials folder before " + to_rfc3339(*expires))};
    return {{true, "the token is valid until " + to_rfc3339(*expires)}};
}

Finding finding_on_posts(const std::vector<RawPost>& posts, Time now)
{
    if (posts.empty())
        return {true, "answers, but with no posts: is the query, the tag or the account right?"};
    std::string text =
        "answers, " + std::to_string(posts.size()) + (posts.size() == 1 ? " post" : " posts");
    const RawPost* newest = newest_of(posts);
    if (newest->created)
        text += ", the newest " +
                in_words(std::max<std::chrono::seconds>(now - *newest->created, 0s)) + " old";
    return {true, std::move(text)};
}

std::vector<Finding> probe(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
                           const std::stop_token& stop)
{
    if (job.platform->receive && job.platform->ask(job.source, {}, Time{}).url.empty())
        return {{true, "waits for what is brought to POST /hooks/" + job.source.name}};
    std::vector<Finding> findings;
    Asker asker{job, config, notes, stop,
                [&](const Response& response) { look_at(response, *job.platform, findings); }};
    const bool well = !job.platform->ask || ask(asker, findings);
    for (Finding& finding :
         findings_on_token(secret_part(asker.source(), "token"), seconds_of(system_now())))
        findings.push_back(std::move(finding));
    if (const std::string budget = asker.budget(); !budget.empty())
        findings.push_back({true, budget});
    if (well && may_listen(asker.source(), *job.platform))
        findings.push_back(listen(job, config, stop));
    return findings;
}

}  // namespace narrowcast
