// SPDX-License-Identifier: Apache-2.0
// The model that a configuration attaches: asked in batches, left alone for a while when it fails.
#pragma once

#include "narrowcast/config.hpp"
#include "narrowcast/refine.hpp"
#include "scorer/model.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace narrowcast {

// What an attached scorer does, for /metrics. Any thread.
struct ScorerTally {
    std::atomic<std::uint64_t> answered = 0, fallen_back = 0;  // texts
    std::atomic<bool> well = true;                             // it served the last time
    std::atomic<bool> attached = false;                        // there is one
};
std::string scorer_metrics(const ScorerTally& tally);  // "" when none is attached

// After a failure the model is left alone for a second, then twice as long each time, a minute at
// most. The log says when it fails and when it serves again, at most every ten minutes. One thread
// at a time.
class Attached {
public:
    struct Pauses {
        std::chrono::milliseconds first{1000}, longest{60'000};
    };
    // `tally` outlives it.
    Attached(const ScorerConfig& config, std::unique_ptr<scorer::Model> model, ScorerTally& tally,
             Pauses pauses);

    // In the order of the texts; nothing where the model gave no usable answer. Waits for the
    // configured time-out at most, however many texts there are.
    std::vector<std::optional<Mood>> ask(std::span<const Scorer::Text> texts,
                                         const std::stop_token& stop);

private:
    void heed(const Result<void>& asked, const scorer::Inquiry& inquiry);
    void well();
    void unwell(const std::string& why);

    const ScorerConfig config_;
    const std::unique_ptr<scorer::Model> model_;
    ScorerTally& tally_;
    const Pauses pauses_;
    std::uint64_t next_ = 1;  // number of the next text
    std::chrono::milliseconds pause_{0};
    std::chrono::steady_clock::time_point again_at_{};
    std::optional<std::chrono::steady_clock::time_point> said_;
    bool to_be_revoked_ = false;
};

// Kept with the posts: others when another model is attached.
std::string rules_of_attached(const ScorerConfig& config);

// The program or the server of a configuration, nullptr when it names none. Starts nothing yet: a
// program starts with the first texts.
std::shared_ptr<Attached> attached(const ScorerConfig& config, ScorerTally& tally);

}  // namespace narrowcast
