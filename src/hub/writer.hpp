// SPDX-License-Identifier: Apache-2.0
// The one thread that refines what was fetched and writes it to the store.
//
// A batch whose writing failed is kept and tried again: nothing is lost, the fetchers wait.
#pragma once

#include "hub/corrections.hpp"
#include "hub/rerouting.hpp"
#include "hub/tally.hpp"
#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace narrowcast {

// What the publisher waits for: grows with every change of the store.
struct Stored {
    std::uint64_t changes = 0;
    bool catching_up = false;  // more batches follow at once
};

class Writer {
public:
    struct Parts {
        const Config& config;
        Store& store;
        Channel<Batch>& fetched;
        Latest<Stored>& stored;
        HubTally& tally;
        Scoring scoring;
        Clock clock;
        std::function<void()> alive;  // called at least every 2 s while the writer goes round
    };

    // Learns from the corrections in the store, and again when there are others. Reads the posts of
    // the last 48 h first, so that repeats of them are recognised. Between the batches it routes
    // and scores stored posts anew when the rules that they were routed and scored by changed.
    // What a source without dates has when it is first heard counts as old, but for three posts.
    Writer(Parts parts, Refiner refiner);
    void request_stop() { thread_.request_stop(); }

private:
    void run(const std::stop_token& stop);
    void remember_recent(const std::stop_token& stop);
    void learn();
    void learn_from(const std::vector<Corrected>& corrected);
    bool reroute(const std::stop_token& stop);
    void tell_publisher();
    void reunite(Time now);
    bool is_first_answer(const Batch& batch);
    void note_answer(const Batch& batch);
    void take(Batch batch, const std::stop_token& stop);
    bool write(const std::vector<RoutedPost>& posts, const Batch& batch,
               const std::stop_token& stop);
    void expire_old(Time now);
    void went_round();

    Parts parts_;
    Refiner refiner_;
    std::uint64_t decisions_ = 0;  // how many it has heard of
    bool to_learn_ = true, learning_well_ = true;
    std::string scored_by_;               // rules of the scorer in force
    std::optional<Rerouting> rerouting_;  // once corrections are known
    std::size_t untold_ = 0;  // posts changed by it of which the publisher does not know
    bool told_first_ = false, rerouting_well_ = true;
    bool to_adopt_ = true, reuniting_well_ = true;  // posts whose original may be gone
    std::map<std::string, SourceConfig, std::less<>> sources_;
    std::set<std::string, std::less<>> answered_;  // sources that have been heard before
    Stored stored_;
    Time last_expiry_{};
    std::jthread thread_;  // last: joined before anything it uses goes away
};

}  // namespace narrowcast
