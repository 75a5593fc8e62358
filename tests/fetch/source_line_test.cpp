// SPDX-License-Identifier: Apache-2.0
#include "fetch/source_line.hpp"

#include "fetch/toy_platform.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");

// Each post of the stream costs a dollar, of three a month.
Result<Page> read_dear_frame(const SourceConfig& source, const Cursor& cursor, const Frame& frame)
{
    auto page = read_toy_frame(source, cursor, frame);
    if (page) page->spent = {{.quota = "dollars", .amount = 1, .once_for = {}}};
    return page;
}

Request dear_stream(const SourceConfig& source, const Cursor& cursor, Time now)
{
    Request request = toy_stream(source, cursor, now);
    request.spends = {{.quota = "dollars", .amount = 0, .once_for = {}}};
    return request;
}

std::vector<Quota> three_dollars(const SourceConfig&)
{
    return {{.name = "dollars",
             .in_words = "dollars a month",
             .most = 3,
             .renewal = Quota::Renewal::monthly,
             .zone = "UTC"}};
}

struct Wired {
    Stream stream = [] {
        Stream dear = toy_lines;
        dear.open = dear_stream;
        dear.read = read_dear_frame;
        return dear;
    }();
    Platform platform{.name = "toy", .quotas = three_dollars, .stream = &stream};
    Chance chance{1};
    Commons commons;
    SourceLine line{
        {.source = source_of("toy"), .platform = &platform, .cursor = {}, .credential = {}},
        FetchConfig{},
        {},
        noon,
        chance};

    // What the fetcher does with bytes of a stream.
    bool hear(std::string_view bytes, Instant now)
    {
        const bool well = line.feed(bytes, now);
        commons.spend(line.conversation.source(), platform, line.take_spent(), now);
        return well;
    }
    bool has_room(Instant now) const
    {
        return !commons.room(line.conversation.source(), platform, line.stream_price(), now);
    }
};

}  // namespace

TEST_CASE("posts of a stream are paid for, and with nothing left it stays closed until the first")
{
    Wired wired;
    REQUIRE(wired.line.stream_to_open(noon, wired.commons));
    CHECK(wired.hear("post 1 sanne a\npost 2 jan b\n", noon));
    CHECK(wired.has_room(noon));
    CHECK(wired.hear("post 3 sanne c\n", noon));
    CHECK_FALSE(wired.has_room(noon));

    wired.line.stream_closed({Fault::later, "out of budget", 1h}, {}, noon, wired.chance);
    CHECK_FALSE(wired.line.stream_to_open(noon + 2h, wired.commons));
    CHECK(wired.line.stream_to_open(at("2026-12-01T00:00:00Z"), wired.commons));
}

TEST_CASE("a message without end closes the stream, and says why")
{
    Wired wired;
    REQUIRE(wired.line.stream_to_open(noon, wired.commons));
    const std::string endless(64 * 1024, 'x');
    bool well = true;
    for (int i = 0; well && i < 1'000; ++i)
        well = wired.line.feed(endless, noon);
    CHECK_FALSE(well);
    CHECK(wired.line.fault().text == "polder.example sent a message without end");
}
