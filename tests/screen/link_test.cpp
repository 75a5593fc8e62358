// SPDX-License-Identifier: Apache-2.0
#include "screen/link.hpp"

#include "screen/edition_file.hpp"
#include "screen/editions.hpp"
#include "screen/hub_double.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

// A link with what it fills, and a test's patience.
struct OpenLine {
    TemporaryFolder folder;
    Latest<Edition> editions;
    Latest<LinkState> states;
    std::optional<Link> link;

    void open(const std::string& hub) { link.emplace(options(hub), editions, states); }

    LinkOptions options(const std::string& hub) const
    {
        LinkOptions options;
        options.hub = hub;
        options.screen = "coffee-3";
        options.state_folder = folder.path();
        options.least_pause = 5ms;
        options.most_pause = 20ms;
        return options;
    }
    std::filesystem::path file() const { return edition_file(folder.path(), "coffee-3"); }

    template <class Wanted>
    bool edition(Wanted wanted) const
    {
        return waited(editions, wanted);
    }
    template <class Wanted>
    bool state(Wanted wanted) const
    {
        return waited(states, wanted);
    }

private:
    template <class T, class Wanted>
    static bool waited(const Latest<T>& latest, Wanted wanted)
    {
        std::uint64_t version = 0;
        const auto until = std::chrono::steady_clock::now() + 1min;
        while (std::chrono::steady_clock::now() < until)
            if (const auto value = latest.next_for(version, 1min, std::stop_token{});
                value && wanted(*value))
                return true;
        return false;
    }
};

auto is(Edition wanted)
{
    return [wanted = std::move(wanted)](const Edition& edition) { return edition == wanted; };
}

const auto connected = [](const LinkState& state) { return state.connected; };

}  // namespace

TEST_CASE("a screen asks for its own edition and shows it")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url() + "/");
    const Caller caller = hub.next_caller();
    CHECK(caller.question().starts_with("GET /screens/coffee-3/edition HTTP/"));
    CHECK(caller.question().find("Accept: text/event-stream") != std::string::npos);
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"a"})));
    CHECK(line.edition(is(edition_of({"a"}))));
    CHECK(line.state(connected));
}

TEST_CASE("an edition that comes later in small pieces replaces the first")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"a"})));
    REQUIRE(line.edition(is(edition_of({"a"}))));
    caller.say(": still here\n\n");
    const std::string event = "event: edition\r\ndata: " + to_json(edition_of({"b"})) + "\r\n\r\n";
    for (std::size_t at = 0; at < event.size(); at += 50)
        caller.say(std::string_view{event}.substr(at, 50));
    CHECK(line.edition(is(edition_of({"b"}))));
}

TEST_CASE("the edition on disk is shown before any hub answers")
{
    const HubDouble hub;  // accepts no call
    OpenLine line;
    REQUIRE(save_edition(line.file(), to_json(edition_of({"old"}))));
    line.open(hub.url());
    CHECK(line.edition(is(edition_of({"old"}))));
}

TEST_CASE("an edition from the hub is on disk when the screen stops")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"a"})));
    REQUIRE(line.edition(is(edition_of({"a"}))));
    caller.say_edition(to_json(edition_of({"b"})));
    REQUIRE(line.edition(is(edition_of({"b"}))));
    line.link.reset();
    CHECK(on_disk(line.file()) == edition_of({"b"}));
}

TEST_CASE("after the hub hangs up the screen calls again and says so meanwhile")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    {
        const Caller first = hub.next_caller();
        first.say(stream_head);
        first.say_edition(to_json(edition_of({"a"})));
        REQUIRE(line.state(connected));
    }
    CHECK(line.state(
        [](const LinkState& state) { return !state.connected && !state.trouble.empty(); }));
    const Caller second = hub.next_caller();
    second.say(stream_head);
    second.say_edition(to_json(edition_of({"b"})));
    CHECK(line.edition(is(edition_of({"b"}))));
    CHECK(line.state(connected));
    CHECK(line.states.get()->trouble.empty());
}

TEST_CASE("a garbled edition changes neither the screen nor the disk")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"good"})));
    REQUIRE(line.edition(is(edition_of({"good"}))));
    caller.say_edition(R"({"wall": 7, "turns": "none"})");
    caller.say_edition(R"({"wall": {"screen": "cof)");
    caller.say_edition("\xff\xfe");
    line.link.reset();
    CHECK(*line.editions.get() == edition_of({"good"}));
    CHECK(on_disk(line.file()) == edition_of({"good"}));
}

TEST_CASE("events of other types are no editions")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say("data: " + to_json(edition_of({"unnamed"})) + "\n\n");
    caller.say_edition(to_json(edition_of({"named"})));
    CHECK(line.edition([](const Edition&) { return true; }));
    CHECK(*line.editions.get() == edition_of({"named"}));
}

TEST_CASE("a hub that does not know the screen is told apart from one that is not there")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    hub.next_caller().say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    CHECK(line.state([](const LinkState& state) {
        return state.unknown_screen && state.trouble.find("coffee-3") != std::string::npos;
    }));
    const Caller again = hub.next_caller();  // it may have been added meanwhile
    again.say(stream_head);
    again.say_edition(to_json(edition_of({"a"})));
    CHECK(line.state(
        [](const LinkState& state) { return state.connected && !state.unknown_screen; }));
}

TEST_CASE("an error of the hub is no unknown screen")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    hub.next_caller().say("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    CHECK(line.state([](const LinkState& state) {
        return !state.unknown_screen && state.trouble.find("503") != std::string::npos;
    }));
}

TEST_CASE(
    "with nobody at the hub's address the trouble is a sentence, and the wall keeps what it has")
{
    std::string nobody;
    {
        const HubDouble gone;
        nobody = gone.url();
    }
    OpenLine line;
    REQUIRE(save_edition(line.file(), to_json(edition_of({"old"}))));
    line.open(nobody);
    CHECK(line.state([](const LinkState& state) { return state.trouble.size() > 10; }));
    CHECK(*line.editions.get() == edition_of({"old"}));
}

TEST_CASE("a stream that falls silent is left and called again")
{
    const HubDouble hub;
    OpenLine line;
    LinkOptions options = line.options(hub.url());
    options.silent = 300ms;
    line.link.emplace(options, line.editions, line.states);
    const Caller silent = hub.next_caller();
    silent.say(stream_head);
    silent.say_edition(to_json(edition_of({"a"})));
    CHECK(silent.wait_until_gone());
    CHECK(hub.next_caller().question().starts_with("GET "));
}

TEST_CASE("a link in the middle of a stream stops when asked")
{
    const HubDouble hub;
    OpenLine line;
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"a"})));
    REQUIRE(line.state(connected));
    line.link->request_stop();
    CHECK(caller.wait_until_gone());
}

TEST_CASE("a damaged file on disk does not keep the hub's edition away")
{
    const HubDouble hub;
    OpenLine line;
    line.folder.write("edition-coffee-3.json", "{\"wall\": {\"screen\":");
    line.open(hub.url());
    const Caller caller = hub.next_caller();
    caller.say(stream_head);
    caller.say_edition(to_json(edition_of({"a"})));
    CHECK(line.edition(is(edition_of({"a"}))));
}

TEST_CASE("the pause between calls doubles from one second to thirty, never the same for all")
{
    const LinkOptions options;
    CHECK(pause_before_call(options, 1, {}, 0) == 1s);
    CHECK(pause_before_call(options, 1, {}, 1) == 1'500ms);
    CHECK(pause_before_call(options, 2, {}, 0) == 2s);
    CHECK(pause_before_call(options, 4, {}, 0) == 8s);
    CHECK(pause_before_call(options, 1000, {}, 0) == 20s);
    CHECK(pause_before_call(options, 1000, {}, 1) == 30s);
}

TEST_CASE("the hub may ask for a longer pause, not for a shorter one")
{
    const LinkOptions options;
    CHECK(pause_before_call(options, 1, 5s, 0) == 5s);
    CHECK(pause_before_call(options, 1, 10ms, 0) == 1s);
    CHECK(pause_before_call(options, 1, 100s, 0) >= 100s);
}
