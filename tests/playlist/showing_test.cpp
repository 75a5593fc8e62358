// SPDX-License-Identifier: Apache-2.0
// What is on air at a moment.
#include "narrowcast/playlist.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};

Edition three_turns()
{
    return {
        {}, noon, {{post_by("a", "@a"), 8s}, {today_quoting("q"), 12s}, {post_by("b", "@b"), 8s}}};
}

}  // namespace

TEST_CASE("before its start an edition shows its first turn, unmoved")
{
    const Showing on = showing(three_turns(), Instant{noon} - 1h);
    CHECK(on.turn == 0);
    CHECK(on.progress == 0);
    CHECK(on.begins == Instant{noon});
    CHECK(on.ends == Instant{noon} + 8s);
}

TEST_CASE("a turn is on from its first millisecond to its last")
{
    const Edition edition = three_turns();
    CHECK(showing(edition, Instant{noon}).turn == 0);
    CHECK(showing(edition, Instant{noon} + 7999ms).turn == 0);
    CHECK(showing(edition, Instant{noon} + 8000ms).turn == 1);
    CHECK(showing(edition, Instant{noon} + 19999ms).turn == 1);
    CHECK(showing(edition, Instant{noon} + 20s).turn == 2);
}

TEST_CASE("progress runs from 0 to 1 through a turn's time on air")
{
    const Edition edition = three_turns();
    CHECK(showing(edition, Instant{noon} + 8s).progress == 0);
    CHECK(showing(edition, Instant{noon} + 14s).progress == Catch::Approx(0.5));
    CHECK(showing(edition, Instant{noon} + 19999ms).progress < 1);
}

TEST_CASE("the round repeats after the last turn, also years later")
{
    const Edition edition = three_turns();
    const Showing on = showing(edition, Instant{noon} + 28s * 4'000'000 + 9s);
    CHECK(on.turn == 1);
    CHECK(on.begins == Instant{noon} + 28s * 4'000'000 + 8s);
    CHECK(on.ends == on.begins + 12s);
}

TEST_CASE("a turn that claims to last no time still comes and goes")
{
    const Edition edition{{}, noon, {{post_by("a", "@a"), 0s}, {post_by("b", "@b"), -5s}}};
    CHECK(showing(edition, Instant{noon} + 500ms).turn == 0);
    CHECK(showing(edition, Instant{noon} + 1500ms).turn == 1);
}
