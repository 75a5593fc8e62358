// SPDX-License-Identifier: Apache-2.0
// One source's questions and answers: what to ask when, and what an answer changes.
//
// Knows no network and no clock: the fetcher carries requests and answers, and tells the time.
#pragma once

#include "fetch/schedule.hpp"

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

// A source as the hub hands it over: its setting, where it stood, and its secret ("" if none).
struct SourceJob {
    SourceConfig source;
    const Platform* platform = nullptr;
    Cursor cursor = {};
    std::string credential = {};
};

// `stopped`: refused in a way that only a person can mend; not asked any more.
enum class SourceStatus { waiting, working, failing, stopped };
constexpr std::array<std::string_view, 4> names_of(SourceStatus)
{
    return {"waiting", "working", "failing", "stopped"};
}

// How a source is doing, for people.
struct SourceState {
    std::string name, platform;
    SourceStatus status = SourceStatus::waiting;
    std::optional<Time> last_success;
    std::optional<Time> newest_post;       // the latest date of a post
    Time next_run{};                       // meaningless when stopped
    std::string last_error;                // "" once it works again
    int failures = 0;                      // in a row
    std::uint64_t posts = 0, garbled = 0;  // since start
    bool operator==(const SourceState&) const = default;
};

class Conversation {
public:
    // The first question comes within `spread`; at once for files.
    Conversation(SourceJob job, Schedule::Milliseconds spread, Instant now, Chance& chance);

    // What to ask, if it is time to and the last batch was handed over. The answer must follow.
    std::optional<Request> question(Instant now);

    // Takes the answer to question().
    void answered(const Result<Response>& response, Instant now, Chance& chance);

    // Hands over what answered() brought. False while the channel is full.
    bool hand_over(Channel<Batch>& out);

    void at_once(Instant now);  // a person asked for it; wakes a stopped source, too
    Instant next() const { return schedule_.next(); }
    bool holds_batch() const { return batch_.has_value(); }
    const SourceState& state() const { return state_; }
    const SourceConfig& source() const { return job_.source; }  // with the secret in `credential`
    const Platform& platform() const { return *job_.platform; }

private:
    void take(Page page, const Response& response, Instant now);
    void remember_validators(Cursor& next, const Response& response) const;
    void failed(const Error& error, bool for_good, Instant now, Chance& chance);
    void count(const Page& page);

    SourceJob job_;
    Schedule schedule_;
    SourceState state_;
    std::optional<Batch> batch_;
    std::string asked_url_, last_garbled_;
    bool open_ = false;
};

}  // namespace narrowcast
