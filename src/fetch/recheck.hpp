// SPDX-License-Identifier: Apache-2.0
// Asks again for posts that hang on the wall, to notice deletions and edits. As pure as
// Conversation.
#pragma once

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast {

class Recheck {
public:
    static constexpr std::chrono::milliseconds pace{1'000};  // between two questions of a round

    // A round begins every `every`; the first one soon, for what was deleted while we were away.
    // `source` holds the secret, and `source` and `platform` outlive this.
    Recheck(const SourceConfig& source, const Platform& platform, std::chrono::seconds every,
            Instant now);

    // What to ask, if it is time to. `on_wall` is looked at when a round begins.
    // `cursor` gives the session.
    std::optional<Request> question(Instant now, const std::vector<Known>& on_wall,
                                    const Cursor& cursor);

    void answered(const Result<Response>& response, Instant now);

    // What answers since the last call have cost.
    std::vector<Spending> take_spent() { return std::exchange(spent_, {}); }

    // Hands over what changed. False while the channel is full.
    bool hand_over(Channel<Batch>& out);

    bool enabled() const { return platform_->look_up != nullptr; }
    bool holds_batch() const { return batch_.has_value(); }
    Instant next() const { return next_; }

private:
    Request request_for(const std::vector<Known>& posts, const Cursor& cursor) const;
    void take(Found found);
    void give_up_round(Instant now, std::chrono::seconds retry_after);

    const SourceConfig* source_;
    const Platform* platform_;
    std::chrono::seconds every_;
    Instant next_, next_round_;
    std::deque<Known> queue_;
    std::vector<Known> asked_;
    bool otherwise_ = false;  // the first way is closed to us
    std::optional<Batch> batch_;
    std::vector<Spending> spent_;
};

}  // namespace narrowcast
