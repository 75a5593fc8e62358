// SPDX-License-Identifier: Apache-2.0
#include "lib/event_stream.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::lib;

namespace {

using Events = std::vector<StreamEvent>;

// Fed in pieces of `size` bytes.
Events read(std::string_view bytes, std::size_t size = std::string_view::npos)
{
    EventReader stream;
    Events events;
    for (std::size_t at = 0; at < bytes.size(); at += std::min(size, bytes.size()))
        REQUIRE(stream.feed(bytes.substr(at, size),
                            [&](const StreamEvent& event) { events.push_back(event); }));
    return events;
}

constexpr std::string_view everything =
    "\xef\xbb\xbf: welcome\r\n"
    "retry: 2500\r\n"
    "event: edition\r\ndata: {\"a\":1}\r\nid: 7\r\n\r\n"
    ": still here\n\n"
    "data: one\ndata: two\ndata\n\n"
    "event: edition\rdata:tight\r\r"
    "data:  two spaces\nunknown: field\n\n"
    "event: nothing without data\n\n"
    "data: last\n\n"
    "data: not finished";

const Events everything_read{{"edition", "{\"a\":1}", "7"},
                             {"message", "one\ntwo\n", "7"},
                             {"edition", "tight", "7"},
                             {"message", " two spaces", "7"},
                             {"message", "last", "7"}};

}  // namespace

TEST_CASE("an event has a type, an id and its data without the space after the colon")
{
    CHECK(read("event: edition\ndata: {}\nid: 5\n\n") == Events{{"edition", "{}", "5"}});
}

TEST_CASE("lines may end in CR, LF or both, data may have several, comments are nothing")
{
    CHECK(read(everything) == everything_read);
}

TEST_CASE("it does not matter where the stream is cut in two")
{
    for (std::size_t cut = 0; cut <= everything.size(); ++cut) {
        EventReader stream;
        Events events;
        const auto keep = [&](const StreamEvent& event) { events.push_back(event); };
        REQUIRE(stream.feed(everything.substr(0, cut), keep));
        REQUIRE(stream.feed(everything.substr(cut), keep));
        REQUIRE(events == everything_read);
    }
}

TEST_CASE("a stream that comes byte by byte reads the same")
{
    CHECK(read(everything, 1) == everything_read);
    CHECK(read(everything, 3) == everything_read);
}

TEST_CASE("retry tells the pause, and nonsense in it changes nothing")
{
    EventReader stream;
    const auto ignore = [](const StreamEvent&) {};
    CHECK_FALSE(stream.retry());
    stream.feed("retry: 2500\n", ignore);
    CHECK(stream.retry() == std::chrono::milliseconds{2500});
    stream.feed("retry: soon\nretry: -1\nretry: 99999999999999\nretry:\n", ignore);
    CHECK(stream.retry() == std::chrono::milliseconds{2500});
}

TEST_CASE("an event without end is given up before it fills the memory")
{
    EventReader stream;
    const auto ignore = [](const StreamEvent&) {};
    const std::string piece(1024 * 1024, 'x');
    std::size_t fed = 0;
    while (fed < 2 * EventReader::usual_most && stream.feed(piece, ignore))
        fed += piece.size();
    CHECK(fed <= EventReader::usual_most);

    EventReader lines;
    fed = 0;
    while (fed < 2 * EventReader::usual_most && lines.feed("data: " + piece + "\n", ignore))
        fed += piece.size();
    CHECK(fed <= EventReader::usual_most);
}

namespace {

std::vector<std::string> lines_of(std::string_view bytes, std::size_t size)
{
    LineReader reader;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < bytes.size(); at += size)
        REQUIRE(reader.feed(bytes.substr(at, size),
                            [&](std::string_view line) { lines.emplace_back(line); }));
    return lines;
}

}  // namespace

TEST_CASE("lines end in LF or CRLF wherever the bytes are cut, and empty ones are none")
{
    constexpr std::string_view bytes =
        "\xef\xbb\xbf{\"a\":1}\r\n\r\n\n{\"b\":\"x\ry\"}\nlast\nnot finished";
    for (std::size_t size = 1; size <= bytes.size(); ++size)
        REQUIRE(lines_of(bytes, size) ==
                std::vector<std::string>{"{\"a\":1}", "{\"b\":\"x\ry\"}", "last"});
}

TEST_CASE("a line without end is given up before it fills the memory")
{
    LineReader reader{1000};
    const auto ignore = [](std::string_view) {};
    const std::string piece(400, 'x');
    CHECK(reader.feed(piece + "\n" + piece, ignore));
    CHECK(reader.feed(piece, ignore));
    CHECK_FALSE(reader.feed(piece, ignore));
}
