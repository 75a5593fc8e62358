// SPDX-License-Identifier: Apache-2.0
// One thread that keeps asking all sources: the hub's fetch loop.
#pragma once

#include "fetch/conversation.hpp"

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace narrowcast {

// Posts that hang on a wall, by source name: asked again every FetchConfig::recheck.
using OnWall = std::map<std::string, std::vector<Known>, std::less<>>;
using SourceStates = std::vector<SourceState>;

// Where the fetcher meets the other threads. All outlive it.
struct FetchDoors {
    Channel<Batch>& out;
    Latest<SourceStates>& states;  // set whenever something changed
    const Latest<OnWall>& on_wall;
    FetchNotes notes = {};
    // Whether the store holds this post: of what a network deletes only that concerns us. Any
    // thread.
    std::function<bool(const std::string& post_id)> holds = {};
    // Posts that others brought and that lack something, to be completed; nullptr: nobody brings.
    Channel<Batch>* brought = nullptr;
};

class Fetcher {
public:
    // Starts the thread. Fault::refused when the extra certificate file cannot be read. `seed`:
    // of the jitter.
    static Result<std::unique_ptr<Fetcher>> start(std::vector<SourceJob> jobs,
                                                  const FetchConfig& config, FetchDoors doors,
                                                  Clock clock, std::uint64_t seed);
    ~Fetcher();  // asks to stop and waits; well under a second, also with questions open
    Fetcher(Fetcher&&) = delete;

    void request_stop();                 // any thread
    void fetch_now(std::string source);  // any thread; "": all of them

private:
    class Loop;
    explicit Fetcher(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
    std::jthread thread_;
};

}  // namespace narrowcast
