// SPDX-License-Identifier: Apache-2.0
// The thread that fetches the pictures which walls want, has them made anew and keeps them.
//
// Only from public addresses, also after a redirect, without cookies or anything that tells who
// looks. What failed is asked for again after a minute, then ever more rarely, once a day at last;
// what is gone or no picture, a day later at the soonest. A picture that no wall wants any more is
// deleted after an hour, one that is to be forgotten at once.
#pragma once

#include "lib/curl.hpp"
#include "media/cache.hpp"
#include "media/decoder.hpp"
#include "media/shelf.hpp"
#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace narrowcast::media {

// For /metrics. Any thread.
struct Tally {
    std::atomic<std::uint64_t> kept = 0;              // fetched, made anew and kept
    std::atomic<std::uint64_t> failed = 0;            // could not be fetched
    std::atomic<std::uint64_t> refused = 0;           // no picture, too large, damaged
    std::atomic<std::uint64_t> files = 0, bytes = 0;  // in the cache now
};

class MediaFetcher {
public:
    struct Parts {
        MediaConfig config;
        lib::HttpOptions http;          // as the sources are asked; what pictures need is added
        std::filesystem::path folder;   // of the cache
        std::filesystem::path program;  // narrowcast-decode
        Latest<Shelf>& shelf;           // of what is wanted, what it has
        Tally& tally;
        Clock clock;
    };

    // Fault::rejected: the folder cannot be had; refused: the extra certificates.
    static Result<std::unique_ptr<MediaFetcher>> start(Parts parts);

    // All that walls want now, the most urgent first; in place of what was wanted before. Any
    // thread.
    void want(std::vector<Wanted> all);

    // Deletes what was fetched from this address, unless it is wanted again. Any thread; never
    // waits.
    void forget(std::string url);

    void request_stop() { thread_.request_stop(); }

private:
    MediaFetcher(Parts parts, lib::HttpLoop loop, MediaCache cache);

    struct Order {
        Wanted what;
        std::string key;
    };
    void run(const std::stop_token& stop);
    bool take_orders(const std::stop_token& stop);
    void begin_some();
    void take(const lib::HttpLoop::Finished& finished, const std::stop_token& stop);
    Result<void> keep(const Order& order, const Result<lib::HttpResponse>& answer,
                      const std::stop_token& stop);
    void note_failure(const Order& order, const Error& error);
    void show();

    Parts parts_;
    Decoder decoder_;
    MediaCache cache_;
    lib::HttpLoop loop_;
    Latest<std::vector<Wanted>> asked_;
    Channel<std::string> forgotten_{1000};
    std::uint64_t asked_version_ = 0;
    std::vector<Order> orders_;
    std::map<lib::HttpLoop::Ticket, Order> open_;
    Time swept_{}, resumes_{};
    std::jthread thread_;  // last
};

}  // namespace narrowcast::media
