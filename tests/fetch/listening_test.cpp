// SPDX-License-Identifier: Apache-2.0
#include "fetch/listening.hpp"

#include "fetch/toy_platform.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");
const Error broken{Fault::later, "the connection broke", {}};

struct Ear {
    SourceConfig source = source_of("toy");
    Stream stream = toy_lines;
    Platform platform{.name = "toy", .stream = &stream};
    Listening listening{source, platform, noon};
    Chance chance{1};
    Cursor cursor{};

    // Opens it, loses it, and says how long it waits then.
    std::chrono::milliseconds lost(Instant now, std::optional<Response> response = {})
    {
        REQUIRE(listening.question(cursor, now));
        listening.closed(cursor, broken, response, now, chance);
        return listening.next() - now;
    }
};

bool about(std::chrono::milliseconds pause, std::chrono::milliseconds wanted)
{
    return pause <= wanted && pause >= wanted * 3 / 4;
}

}  // namespace

TEST_CASE("a stream that worked and broke off is opened again at once")
{
    Ear ear;
    REQUIRE(ear.listening.question(ear.cursor, noon));
    CHECK_FALSE(ear.listening.question(ear.cursor, noon));
    ear.listening.alive(noon);
    ear.listening.worked();
    CHECK(ear.listening.open());
    ear.listening.closed(ear.cursor, broken, {}, noon + 1s, ear.chance);
    CHECK_FALSE(ear.listening.open());
    CHECK(ear.listening.question(ear.cursor, noon + 1s));
}

TEST_CASE("a network that stays away is tried in the platform's own steps")
{
    Ear ear;
    CHECK(about(ear.lost(noon), 250ms));
    CHECK(about(ear.lost(noon + 1min), 500ms));
    CHECK(about(ear.lost(noon + 2min), 750ms));
    for (int i = 0; i < 100; ++i)
        ear.lost(noon + 1h * (i + 1));
    CHECK(about(ear.lost(noon + 500h), 16s));
}

TEST_CASE("a server that refuses is tried more slowly, one that throttles more slowly still")
{
    Ear ear;
    CHECK(about(ear.lost(noon, answer("", "", 503)), 5s));
    CHECK(about(ear.lost(noon + 1h, answer("", "", 503)), 10s));
    Ear other;
    CHECK(about(other.lost(noon, answer("", "", 429)), 60s));
    CHECK(about(other.lost(noon + 1h, answer("", "", 420)), 120s));
}

TEST_CASE("frames end the count of failures")
{
    Ear ear;
    ear.lost(noon);
    ear.lost(noon + 1min);
    REQUIRE(ear.listening.question(ear.cursor, noon + 2min));
    ear.listening.alive(noon + 2min);
    ear.listening.worked();
    ear.listening.closed(ear.cursor, broken, {}, noon + 3min, ear.chance);
    CHECK(ear.listening.next() == noon + 3min);
}

TEST_CASE("a refusal for good leaves the stream closed until a person wants it")
{
    Ear ear;
    REQUIRE(ear.listening.question(ear.cursor, noon));
    ear.listening.closed(ear.cursor, {Fault::rejected, "not for you", {}}, answer("", "", 401),
                         noon, ear.chance);
    CHECK(ear.listening.for_good());
    CHECK_FALSE(ear.listening.question(ear.cursor, noon + 24h));
    ear.listening.at_once(noon + 24h);
    CHECK(ear.listening.question(ear.cursor, noon + 24h));
}

TEST_CASE("a stream without a sign of life is found dead")
{
    Ear ear;
    REQUIRE(ear.listening.question(ear.cursor, noon));
    CHECK_FALSE(ear.listening.silent(noon + 30s));
    CHECK(ear.listening.silent(noon + 31s));
    ear.listening.alive(noon + 31s);
    CHECK_FALSE(ear.listening.silent(noon + 61s));
}

TEST_CASE("a cursor that is too old is given up when the platform says so")
{
    Ear ear;
    ear.stream.refused = [](const SourceConfig&, const Cursor& cursor,
                            const Response& response) -> Result<Cursor> {
        if (response.status != 400) return fail(Fault::later, "something else");
        Cursor other = cursor;
        other.position.clear();
        return other;
    };
    ear.cursor.position = "ancient";
    REQUIRE(ear.listening.question(ear.cursor, noon));
    const auto other =
        ear.listening.closed(ear.cursor, broken, answer("", "", 400), noon, ear.chance).next;
    REQUIRE(other);
    CHECK(other->position.empty());
    REQUIRE(ear.listening.question(*other, noon + 1min));
    const auto closed =
        ear.listening.closed(*other, broken, answer("", "", 500), noon + 1min, ear.chance);
    CHECK_FALSE(closed.next);
    CHECK(closed.error.text == "something else");  // the platform's own words
}

TEST_CASE("a stream that must rest is opened when its time has come")
{
    Ear ear;
    REQUIRE(ear.listening.question(ear.cursor, noon));
    ear.listening.rest(noon + 1h);
    CHECK_FALSE(ear.listening.question(ear.cursor, noon + 59min));
    CHECK(ear.listening.question(ear.cursor, noon + 1h));
}

TEST_CASE("a stream that worked and ran out of budget is not opened at once")
{
    Ear ear;
    REQUIRE(ear.listening.question(ear.cursor, noon));
    ear.listening.alive(noon);
    ear.listening.worked();
    ear.listening.closed(ear.cursor, {Fault::later, "out of budget", 3h}, {}, noon, ear.chance);
    CHECK(ear.listening.next() == noon + 3h);
}

TEST_CASE("a source may do without its stream")
{
    Ear ear;
    ear.source.stream = false;
    CHECK_FALSE(Listening{ear.source, ear.platform, noon}.wanted());
    ear.stream.open = [](const SourceConfig&, const Cursor&, Time) { return Request{}; };
    CHECK_FALSE(ear.listening.question(ear.cursor, noon));
}
