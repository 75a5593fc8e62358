// SPDX-License-Identifier: Apache-2.0
// What was used of quotas.
#include "fetch/quota_book.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/calendar.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

using Renewal = Quota::Renewal;
using std::chrono::days;

std::string key_of(const std::string& account, const std::string& quota)
{
    return account + "/" + quota;
}

Time first_of_month(Time time, const std::string& zone, int months)
{
    const lib::LocalTime local = lib::local_time(time, zone);
    Time day = lib::local_midnight(time, zone, 1 - local.day);
    for (; months > 0; --months)
        day = lib::local_midnight(
            day, zone,
            static_cast<int>(static_cast<unsigned>(
                (std::chrono::year{lib::local_time(day, zone).year} /
                 std::chrono::month{static_cast<unsigned>(lib::local_time(day, zone).month)} /
                 std::chrono::last)
                    .day())));
    return day;
}

// Spendings before this are forgotten.
Time window_begin(const Quota& quota, Time now)
{
    switch (quota.renewal) {
        case Renewal::daily:
            return lib::local_midnight(now, quota.zone);
        case Renewal::monthly:
            return first_of_month(now, quota.zone, 0);
        case Renewal::after_day:
            return now - days{1} + std::chrono::seconds{1};
        case Renewal::after_week:
            break;
    }
    return now - days{7} + std::chrono::seconds{1};
}

// Of a sliding window spendings of the same thousandth of it are added up, of others all.
std::int64_t grain_of(const Quota& quota, Time at)
{
    if (quota.renewal == Renewal::daily || quota.renewal == Renewal::monthly) return 0;
    const auto length = quota.renewal == Renewal::after_day ? days{1} : days{7};
    return at.time_since_epoch() / (std::chrono::seconds{length} / 1000);
}

const Quota* named(std::span<const Quota> quotas, const std::string& name)
{
    const auto found = std::find_if(quotas.begin(), quotas.end(),
                                    [&](const Quota& quota) { return quota.name == name; });
    return found == quotas.end() ? nullptr : &*found;
}

}  // namespace

std::string account_of(const SourceConfig& source)
{
    return source.platform + ":" + fingerprint(source.user + "\n" + source.credential);
}

double QuotaBook::Use::used(const Quota& quota, Time now) const
{
    const Time begin = window_begin(quota, now);
    double sum = 0;
    for (const Entry& entry : entries)
        if (entry.at >= begin) sum += entry.amount;
    return sum;
}

bool QuotaBook::Use::spent_before(const Quota& quota, const Spending& spending, Time now) const
{
    const Time begin = window_begin(quota, now);
    return !spending.once_for.empty() &&
           std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
               return entry.at >= begin && entry.once_for == spending.once_for;
           });
}

const QuotaBook::Use* QuotaBook::use_of(const std::string& account, const std::string& quota) const
{
    const auto found = uses_.find(key_of(account, quota));
    return found == uses_.end() ? nullptr : &found->second;
}

QuotaBook::QuotaBook(std::string_view kept)
{
    const auto json = parse_json(kept);
    if (!json || !json->is_object()) return;
    for (const auto& [key, entries] : json->items()) {
        if (!entries.is_array()) continue;
        Use use;
        for (const Json& entry : entries) {
            const Json& amount = member(entry, "amount");
            const auto at = time_in(entry, "at");
            if (at && amount.is_number() && amount.get<double>() >= 0)
                use.entries.push_back({*at, amount.get<double>(), text_in(entry, "once_for")});
        }
        uses_.emplace(key, std::move(use));
    }
}

std::string QuotaBook::spelled() const
{
    Json json = Json::object();
    for (const auto& [key, use] : uses_) {
        Json& entries = json[key] = Json::array();
        for (const Entry& entry : use.entries) {
            Json one = Json::object();
            one["at"] = to_rfc3339(entry.at);
            one["amount"] = entry.amount;
            if (!entry.once_for.empty()) one["once_for"] = entry.once_for;
            entries.push_back(std::move(one));
        }
    }
    return dump(json);
}

double QuotaBook::left(const std::string& account, const Quota& quota, Time now) const
{
    const Use* use = use_of(account, quota.name);
    return std::max(0.0, quota.most - (use ? use->used(quota, now) : 0));
}

Time QuotaBook::renewal(const std::string& account, const Quota& quota, Time now) const
{
    if (quota.renewal == Renewal::daily) return lib::local_midnight(now, quota.zone, 1);
    if (quota.renewal == Renewal::monthly) return first_of_month(now, quota.zone, 1);
    const days length{quota.renewal == Renewal::after_day ? 1 : 7};
    const Use* use = use_of(account, quota.name);
    Time oldest = now;
    if (use)
        for (const Entry& entry : use->entries)
            if (entry.at >= window_begin(quota, now)) oldest = std::min(oldest, entry.at);
    return oldest + length;
}

std::optional<Time> QuotaBook::room_at(const std::string& account, std::span<const Quota> quotas,
                                       std::span<const Spending> spendings, Time now) const
{
    std::optional<Time> latest;
    for (const Quota& quota : quotas) {
        double amount = 0;
        bool concerned = false, paid_before = false;
        const Use* use = use_of(account, quota.name);
        for (const Spending& spending : spendings)
            if (spending.quota == quota.name) {
                concerned = true;
                if (use && use->spent_before(quota, spending, now))
                    paid_before = true;
                else
                    amount += spending.amount;
            }
        const double room = left(account, quota, now);
        // A question whose price only its answer tells wants at least something left.
        const bool free = amount <= 0 && (paid_before || !concerned);
        const bool fits = free || (amount > 0 ? amount <= room + 1e-9 : room > 0);
        if (!fits) latest = std::max(latest.value_or(Time{}), renewal(account, quota, now));
    }
    return latest;
}

bool QuotaBook::joins(const Entry* last, const Quota& quota, const Spending& spending, Time now)
{
    return last && spending.once_for.empty() && last->once_for.empty() &&
           grain_of(quota, last->at) == grain_of(quota, now);
}

void QuotaBook::spend(const std::string& account, std::span<const Quota> quotas,
                      std::span<const Spending> spendings, Time now)
{
    for (const Spending& spending : spendings) {
        const Quota* quota = named(quotas, spending.quota);
        if (!quota) continue;
        Use& use = uses_[key_of(account, quota->name)];
        if (use.spent_before(*quota, spending, now)) continue;
        const Time begin = window_begin(*quota, now);
        std::erase_if(use.entries, [&](const Entry& entry) { return entry.at < begin; });
        if (joins(use.entries.empty() ? nullptr : &use.entries.back(), *quota, spending, now)) {
            use.entries.back().amount += spending.amount;
            use.entries.back().at = now;  // forgotten a little later rather than sooner
        } else {
            use.entries.push_back({now, spending.amount, spending.once_for});
        }
    }
}

}  // namespace narrowcast
