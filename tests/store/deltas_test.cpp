// SPDX-License-Identifier: Apache-2.0
#include "store/deltas.hpp"

#include "support/catch.hpp"

#include <limits>

using namespace narrowcast;
using namespace narrowcast::store;

namespace {

Counted counted_post()
{
    return {.created = Time{std::chrono::seconds{1'000'000'000}},
            .topics = {7, 8},
            .departments = {5},
            .source = 3,
            .language = 4,
            .label = Label::positive,
            .sure = true,
            .score = 0.1};
}

constexpr Time always = Time::min();

}  // namespace

TEST_CASE("a post counts once for all, and once for each topic with each of its values")
{
    Deltas deltas;
    deltas.apply(counted_post(), +1, always);
    // 3 resolutions, 3 topics (none, 7, 8), 4 values (all, source, language, department).
    CHECK(deltas.take_slices().size() == 3 * 3 * 4);
    // By day: 3 topics, with and without the department.
    CHECK(deltas.take_cube().size() == 3 * 2);
}

TEST_CASE("a post that comes and goes in one batch changes nothing")
{
    Deltas deltas;
    deltas.apply(counted_post(), +1, always);
    deltas.apply(counted_post(), -1, always);
    CHECK(deltas.take_slices().empty());
    CHECK(deltas.take_cube().empty());
}

TEST_CASE("sums of scores come back to zero exactly")
{
    Deltas deltas;
    for (int i = 0; i < 1000; ++i)
        deltas.apply(counted_post(), +1, always);
    for (int i = 0; i < 999; ++i)
        deltas.apply(counted_post(), -1, always);
    for (const auto& [key, change] : deltas.take_slices())
        CHECK(change.score == 100'000);
}

TEST_CASE("another label for a post lowers one count and raises another, and needs its bucket")
{
    Deltas deltas;
    auto post = counted_post();
    deltas.apply(post, -1, always);
    post.label = Label::negative;
    post.sure = false;
    deltas.apply(post, +1, always);
    const auto slices = deltas.take_slices();
    REQUIRE_FALSE(slices.empty());
    const auto& change = slices.front().second;
    CHECK(change.negative == 1);
    CHECK(change.positive == -1);
    CHECK(change.unsure == 1);
    CHECK_FALSE(change.only_adds());
}

TEST_CASE("posts before the first kept minute are counted by hour and day only")
{
    Deltas deltas;
    const auto post = counted_post();
    deltas.apply(post, +1, post.created + std::chrono::seconds{1});
    for (const auto& [key, change] : deltas.take_slices())
        CHECK(key.resolution != Resolution::minute);
}

TEST_CASE("buckets begin at whole minutes, hours and days of UTC, also before 1970")
{
    const Time before{std::chrono::seconds{-1}};
    CHECK(bucket_of(Resolution::minute, before) == -60);
    CHECK(bucket_of(Resolution::hour, before) == -3600);
    CHECK(bucket_of(Resolution::day, before) == -86400);
    CHECK(bucket_of(Resolution::hour, Time{std::chrono::seconds{7199}}) == 3600);
}

TEST_CASE("a score that is no number counts as nought")
{
    Deltas deltas;
    auto post = counted_post();
    post.score = std::numeric_limits<double>::quiet_NaN();
    deltas.apply(post, +1, always);
    CHECK(deltas.take_slices().front().second.score == 0);
}
