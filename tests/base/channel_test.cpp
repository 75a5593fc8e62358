// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"

#include "support/catch.hpp"

#include <thread>

using namespace narrowcast;

TEST_CASE("a channel hands over everything, in order, between threads")
{
    Channel<int> channel{4};
    std::jthread producer{[&](const std::stop_token& stop) {
        for (int i = 0; i < 10'000; ++i)
            channel.push(i, stop);
    }};
    const std::stop_source never;
    for (int i = 0; i < 10'000; ++i)
        REQUIRE(channel.pop(never.get_token()) == i);
}

TEST_CASE("a full channel refuses at once and leaves the value alone")
{
    Channel<std::string> channel{1};
    std::string first = "first", second = "second";
    CHECK(channel.try_push(first));
    CHECK(!channel.try_push(second));
    CHECK(second == "second");
}

TEST_CASE("whoever waits is woken when asked to stop")
{
    Channel<int> channel{1};
    Latest<int> latest;
    std::stop_source stop;
    stop.request_stop();
    std::uint64_t version = 0;
    CHECK(!channel.pop(stop.get_token()));
    CHECK(!latest.next(version, stop.get_token()));
    int filler = 1;
    channel.try_push(filler);
    CHECK(!channel.push(2, stop.get_token()));
}

TEST_CASE("a slow reader sees the newest value only")
{
    Latest<int> latest;
    CHECK(latest.get() == nullptr);
    for (int i = 1; i <= 3; ++i)
        latest.set(i);
    std::uint64_t version = 0;
    const std::stop_source never;
    CHECK(*latest.next(version, never.get_token()) == 3);
    CHECK(!latest.next_for(version, std::chrono::milliseconds{1}, never.get_token()));
}
