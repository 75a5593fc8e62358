// SPDX-License-Identifier: Apache-2.0
// What the sources of one fetcher share: logins, quotas, and hosts that are out of order. Whoever
// wants to ask something asks here first. Pure: time and chance come in as arguments.
#pragma once

#include "fetch/breaker.hpp"
#include "fetch/quota_book.hpp"
#include "fetch/sessions.hpp"

#include "narrowcast/base/result.hpp"
#include "narrowcast/platform.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace narrowcast {

// Keeps what must outlive a restart, by name. Left empty: nothing is kept.
struct FetchNotes {
    std::function<std::string(const std::string& name)> read = {};
    std::function<void(const std::string& name, const std::string& text)> keep = {};
};

class Commons {
public:
    explicit Commons(const FetchNotes& notes = {});

    void join(const SourceConfig& source);  // one more that shares its account
    std::size_t sharers(const SourceConfig& source) const;

    // A question that must wait, until when, and why ("" for reasons that pass by themselves).
    struct Wait {
        Instant until{};
        std::string reason;
    };

    // When there is budget for these spendings; nothing: now. Pays nothing.
    std::optional<Wait> room(const SourceConfig& source, const Platform& platform,
                             const std::vector<Spending>& spendings, Instant now) const;

    // Nothing: ask now; it is paid for, and settle() must follow.
    std::optional<Wait> permit(const SourceConfig& source, const Platform& platform,
                               const Request& request, Instant now);

    // What an answer, or none, to a permitted request means for all others. `used`: the session it
    // was asked with.
    void settle(const SourceConfig& source, const Request& request,
                const Result<Response>& response, Instant now, Chance& chance);
    void spend(const SourceConfig& source, const Platform& platform,
               const std::vector<Spending>& spendings, Instant now);
    void renewed(const SourceConfig& source, const std::string& used, const std::string& session);

    std::string session(const SourceConfig& source) const;

    // "37 of 100 searches a day left", for people; "" for a platform without quotas.
    std::string budget(const SourceConfig& source, const Platform& platform, Time now) const;

    // The pause that makes what is left of the quotas last, at so much a round. `typical`: what
    // answers usually cost, by quota.
    std::chrono::milliseconds spread(const SourceConfig& source, const Platform& platform,
                                     const std::map<std::string, double>& typical, Time now) const;

    // Hands what changed to the notes, and takes from them what another process has spent since
    // (`narrowcast fetch` beside a hub). Called before a question leaves: what is paid stays paid.
    void keep(const FetchNotes& notes);

private:
    struct Spent {
        std::string account;
        std::vector<Quota> quotas;
        std::vector<Spending> spendings;
        Time at{};
    };
    void keep_spent(const FetchNotes& notes);

    Sessions sessions_;
    QuotaBook quotas_;
    Breaker breaker_;
    std::map<std::string, std::size_t, std::less<>> sharers_;
    std::vector<Spent> spent_;  // since the last keep()
    bool sessions_changed_ = false;
};

}  // namespace narrowcast
