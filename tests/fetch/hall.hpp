// SPDX-License-Identifier: Apache-2.0
// A running fetcher, and both its ends.
#pragma once

#include "fetch/fetcher.hpp"

#include "fetch/answers.hpp"
#include "narrowcast/base/log.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::test {

using namespace std::chrono_literals;

struct Hall {
    Channel<Batch> out{8};
    Latest<SourceStates> states;
    Latest<OnWall> on_wall;
    FetchConfig config;
    std::unique_ptr<Fetcher> fetcher;

    Hall() { log::set_level(log::Level::off); }

    void start(std::vector<SourceJob> jobs)
    {
        auto started =
            Fetcher::start(std::move(jobs), config, {out, states, on_wall}, system_now, 1);
        REQUIRE(started);
        fetcher = *std::move(started);
    }

    // Waits until the states fulfil a wish.
    SourceStates wait_for(const std::function<bool(const SourceStates&)>& wish)
    {
        std::uint64_t version = 0;
        while (const auto now = states.next_for(version, 20s, {}))
            if (wish(*now)) return *now;
        return {};
    }
};

inline SourceJob job(const std::string& name, const std::string& platform, const std::string& url)
{
    SourceJob made{.source = source_of(platform), .platform = platform_named(platform)};
    made.source.name = name;
    made.source.url = url;
    made.source.every = 1s;
    return made;
}

}  // namespace narrowcast::test
