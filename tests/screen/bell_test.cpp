// SPDX-License-Identifier: Apache-2.0
#include "screen/bell.hpp"

#include "support/catch.hpp"

#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;

TEST_CASE("a bell that rang before the wait ends it at once, and only once")
{
    const Bell bell;
    bell.ring();
    bell.ring();
    CHECK(bell.wait(1h));
    CHECK_FALSE(bell.wait(0ms));
}

TEST_CASE("a bell rung by another thread ends the wait")
{
    const Bell bell;
    const std::jthread ringer{[&] { bell.ring(); }};
    CHECK(bell.wait(1h));
}

TEST_CASE("a wait for a moment in the past ends at once")
{
    const Bell bell;
    CHECK_FALSE(bell.wait(-5s));
}
