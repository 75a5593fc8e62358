// SPDX-License-Identifier: Apache-2.0
// What was used of daily, monthly and weekly quotas: counted over restarts, and together for all
// sources that ask with the same credential. Pure: time comes in as an argument.
#pragma once

#include "narrowcast/platform.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Whose quotas these are: a platform, and a fingerprint of the secret that asks.
std::string account_of(const SourceConfig& source);

class QuotaBook {
public:
    // `kept`: what spelled() gave before the restart; what cannot be read counts as nothing used.
    explicit QuotaBook(std::string_view kept = {});

    // When there is room for these spendings, at the latest of their quotas; nothing: now.
    std::optional<Time> room_at(const std::string& account, std::span<const Quota> quotas,
                                std::span<const Spending> spendings, Time now) const;

    // Spendings of a quota that is not in `quotas` are free.
    void spend(const std::string& account, std::span<const Quota> quotas,
               std::span<const Spending> spendings, Time now);

    double left(const std::string& account, const Quota& quota, Time now) const;

    // When the window that runs ends: midnight, the first of the month, or, of a sliding one, when
    // its oldest spending is forgotten.
    Time renewal(const std::string& account, const Quota& quota, Time now) const;

    std::string spelled() const;  // to be kept; JSON

private:
    struct Entry {
        Time at{};
        double amount = 0;
        std::string once_for;
    };
    struct Use {
        std::vector<Entry> entries;  // of a window by the calendar: added up, but for once_for
        double used(const Quota& quota, Time now) const;
        bool spent_before(const Quota& quota, const Spending& spending, Time now) const;
    };
    static bool joins(const Entry* last, const Quota& quota, const Spending& spending, Time now);
    const Use* use_of(const std::string& account, const std::string& quota) const;

    std::map<std::string, Use, std::less<>> uses_;  // by account and quota
};

}  // namespace narrowcast
