// SPDX-License-Identifier: Apache-2.0
// What the sources of one fetcher share.
#include "fetch/commons.hpp"

#include "fetch/answer.hpp"
#include "fetch/tempo.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

const std::string quotas_note = "fetch.quotas";
constexpr auto until_logged_in = 200ms;  // another source is at it

std::string read_note(const FetchNotes& notes, const std::string& name)
{
    return notes.read ? notes.read(name) : std::string{};
}

// "37", "12.50": rounded down, so that nobody is promised more than there is.
std::string in_digits(double amount)
{
    const auto cents = static_cast<std::int64_t>(std::floor(amount * 100 + 1e-6));
    std::string text = std::to_string(cents / 100);
    if (cents % 100 == 0) return text;
    const std::string rest = std::to_string(cents % 100);
    return text + (rest.size() == 1 ? ".0" : ".") + rest;
}

std::vector<Quota> quotas_of(const SourceConfig& source, const Platform& platform)
{
    return platform.quotas ? platform.quotas(source) : std::vector<Quota>{};
}

}  // namespace

Commons::Commons(const FetchNotes& notes)
    : sessions_{read_note(notes, "fetch.sessions")}, quotas_{read_note(notes, quotas_note)}
{
}

void Commons::join(const SourceConfig& source) { ++sharers_[account_of(source)]; }

std::size_t Commons::sharers(const SourceConfig& source) const
{
    const auto found = sharers_.find(account_of(source));
    return found == sharers_.end() ? 1 : std::max<std::size_t>(found->second, 1);
}

std::optional<Commons::Wait> Commons::room(const SourceConfig& source, const Platform& platform,
                                           const std::vector<Spending>& spendings,
                                           Instant now) const
{
    const auto at = quotas_.room_at(account_of(source), quotas_of(source, platform), spendings,
                                    seconds_of(now));
    if (!at) return {};
    return Wait{*at, "out of budget: " + budget(source, platform, seconds_of(now))};
}

std::optional<Commons::Wait> Commons::permit(const SourceConfig& source, const Platform& platform,
                                             const Request& request, Instant now)
{
    if (!request.login)
        if (auto wait = room(source, platform, request.spends, now)) return wait;
    const std::string login = Sessions::login_of(source);
    if (request.login && !sessions_.begin_login(login)) return Wait{now + until_logged_in, ""};
    if (!breaker_.allows(host_of(request.url), now)) {
        if (request.login) sessions_.failed(login);
        const Instant until = std::max(breaker_.next(host_of(request.url), now), now + 1s);
        return Wait{until, ""};
    }
    spend(source, platform, request.spends, now);
    return {};
}

void Commons::settle(const SourceConfig& source, const Request& request,
                     const Result<Response>& response, Instant now, Chance& chance)
{
    if (request.login) sessions_.failed(Sessions::login_of(source));
    const bool well = response && response->status / 100 != 5;
    if (!request.url.starts_with("file:"))
        breaker_.answered(host_of(request.url), well, now, chance);
}

void Commons::spend(const SourceConfig& source, const Platform& platform,
                    const std::vector<Spending>& spendings, Instant now)
{
    if (spendings.empty()) return;
    const auto quotas = quotas_of(source, platform);
    quotas_.spend(account_of(source), quotas, spendings, seconds_of(now));
    spent_.push_back({account_of(source), quotas, spendings, seconds_of(now)});
}

void Commons::renewed(const SourceConfig& source, const std::string& used,
                      const std::string& session)
{
    if (used == session) return;
    if (sessions_.renewed(Sessions::login_of(source), used, session)) sessions_changed_ = true;
}

std::string Commons::session(const SourceConfig& source) const
{
    return std::string{sessions_.current(Sessions::login_of(source))};
}

std::string Commons::budget(const SourceConfig& source, const Platform& platform, Time now) const
{
    std::string text;
    for (const Quota& quota : quotas_of(source, platform)) {
        const double left = quotas_.left(account_of(source), quota, now);
        text += (text.empty() ? "" : ", ") + in_digits(left) + " of " + in_digits(quota.most) +
                " " + quota.in_words + " left";
    }
    return text;
}

std::chrono::milliseconds Commons::spread(const SourceConfig& source, const Platform& platform,
                                          const std::map<std::string, double>& typical,
                                          Time now) const
{
    std::chrono::milliseconds longest{0};
    const std::string account = account_of(source);
    for (const Quota& quota : quotas_of(source, platform)) {
        const auto price = typical.find(quota.name);
        if (price == typical.end() || price->second <= 0) continue;
        const double ours =
            quotas_.left(account, quota, now) / static_cast<double>(sharers(source));
        const auto renewal = quotas_.renewal(account, quota, now) - now;
        longest = std::max(longest, Tempo::spread(ours, price->second, renewal));
    }
    return longest;
}

void Commons::keep_spent(const FetchNotes& notes)
{
    if (const std::string kept = read_note(notes, quotas_note); !kept.empty()) {
        quotas_ = QuotaBook{kept};
        for (const Spent& spent : spent_)
            quotas_.spend(spent.account, spent.quotas, spent.spendings, spent.at);
    }
    const std::string now_kept = quotas_.spelled();
    notes.keep(quotas_note, now_kept);
    if (read_note(notes, quotas_note) == now_kept) spent_.clear();  // else the disk is full
}

void Commons::keep(const FetchNotes& notes)
{
    if (!notes.keep) return spent_.clear();
    if (!spent_.empty()) keep_spent(notes);
    if (std::exchange(sessions_changed_, false)) notes.keep("fetch.sessions", sessions_.spelled());
}

}  // namespace narrowcast
