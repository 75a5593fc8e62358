// SPDX-License-Identifier: Apache-2.0
// One source's questions and answers: what to ask when, and what an answer changes.
//
// Knows no network and no clock: the fetcher carries requests and answers, and tells the time.
#pragma once

#include "fetch/commons.hpp"
#include "fetch/schedule.hpp"
#include "fetch/sieve.hpp"
#include "fetch/tempo.hpp"

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

#include <array>
#include <cstdint>
#include <map>
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

// `listening`: its stream is open. `resting`: out of budget until `next_run`. `stopped`: refused in
// a way that only a person can mend; not asked any more.
enum class SourceStatus { waiting, working, listening, resting, failing, stopped };
constexpr std::array<std::string_view, 6> names_of(SourceStatus)
{
    return {"waiting", "working", "listening", "resting", "failing", "stopped"};
}

// How a source is doing, for people.
struct SourceState {
    std::string name, platform;
    SourceStatus status = SourceStatus::waiting;
    std::optional<Time> last_success;
    std::optional<Time> newest_post;       // the latest date of a post
    Time next_run{};                       // meaningless when stopped
    std::string last_error;                // "" once it works again
    std::string budget;                    // "37 of 100 searches a day left"; "": no end
    int failures = 0;                      // in a row
    std::uint64_t posts = 0, garbled = 0;  // since start
    std::uint64_t passed_over = 0;         // that the source's query does not match
    std::uint64_t cut = 0;                 // streams cut because we could not follow
    bool operator==(const SourceState&) const = default;
};

class Conversation {
public:
    // Posts of a stream that wait for the channel; with more of them it is cut, and the gap filled
    // later.
    static constexpr std::size_t most_pending = 5'000;

    // The first question comes within `spread`; at once for files. `quiet_hours`: see Tempo.
    Conversation(SourceJob job, std::string_view quiet_hours, Schedule::Milliseconds spread,
                 Instant now, Chance& chance);

    // What to ask, if it is time to, the last batch was handed over, and `commons` permits it. The
    // answer must follow.
    std::optional<Request> question(Instant now, Commons& commons);

    // Takes the answer to question().
    void answered(const Result<Response>& response, Instant now, Chance& chance, Commons& commons);

    // What a stream brought. `next`: where it stands now, if that is to be kept.
    void heard(std::vector<RawPost> posts, std::optional<Cursor> next, Instant now);
    bool full() const { return pending_ && pending_->posts.size() >= most_pending; }

    // A stream is open since then: what came before it is asked for once, and then nothing until
    // `unplugged`.
    void plugged(Instant now);
    void unplugged(Instant now);
    bool gap() const { return gap_; }  // what was missed before the stream opened is still missing

    // Hands over what answered() and heard() brought. False while the channel is full.
    bool hand_over(Channel<Batch>& out, Instant now);

    // A permanent redirect: from now on, and after a restart, the new address is asked.
    void moved(const std::string& from, const std::string& to, const FetchNotes& notes);
    void recall(const FetchNotes& notes);

    void at_once(Instant now);  // a person asked for it; wakes a stopped source, too
    void cut() { ++state_.cut; }
    void passed_over() { ++state_.passed_over; }
    // The stream cannot be had. A source that can be asked goes on by asking.
    void stream_trouble(const Error& error, bool for_good);
    // What came of asking for the words of a post that was told by its id: why they do not come.
    void words_came(const std::optional<Error>& trouble, Instant now);
    void skipped(const std::vector<std::string>& garbled);

    Instant next() const { return schedule_.next(); }
    bool holds_batch() const { return batch_ || pending_; }
    const SourceState& state() const { return state_; }
    const SourceConfig& source() const { return job_.source; }  // with the secret in `credential`
    const Platform& platform() const { return *job_.platform; }
    const Cursor& cursor() const { return job_.cursor; }  // with the session that is in force
    void take_session(const Commons& commons) { job_.cursor.session = commons.session(source()); }
    void begin_at(Cursor cursor) { job_.cursor = std::move(cursor); }
    const Sieve& sieve() const { return sieve_; }

private:
    void take(Page page, const Response& response, Instant now, Commons& commons);
    void read_answer(const Response& response, Instant now, Chance& chance, Commons& commons);
    void plan(bool more, std::optional<std::chrono::seconds> wait, Instant now,
              const Commons& commons);
    void remember_validators(Cursor& next, const Response& response) const;
    void remember_prices(const Page& page);
    void trouble(const Error& error, bool for_good);
    void failed(const Error& error, bool for_good, Instant now, Chance& chance);
    void count(const Page& page);
    void works(Instant now);
    std::size_t sift(std::vector<RawPost>& posts);

    SourceJob job_;
    bool of_file_, asks_;  // `asks_`: not only a stream
    Schedule schedule_;
    Tempo tempo_;
    Sieve sieve_;
    SourceState state_;
    std::optional<Batch> batch_, pending_;
    Request asked_;
    Time asked_at_{};
    std::string asked_session_, last_garbled_, moved_from_, moved_to_;
    std::map<std::string, double> prices_;  // what a round usually costs, by quota
    std::map<std::string, double> round_;   // what this one has cost so far
    std::optional<std::chrono::seconds> last_wait_;
    std::size_t came_ = 0;  // posts in this round
    Instant round_began_{}, plugged_at_{}, kept_at_{};
    bool open_ = false, plugged_ = false, gap_ = false;
};

}  // namespace narrowcast
