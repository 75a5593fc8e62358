// SPDX-License-Identifier: Apache-2.0
#include "lib/websocket.hpp"

#include "lib/listener.hpp"
#include "support/connect_proxy.hpp"

#include <atomic>

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

void stay(ScriptedServer::Wire& wire) { wire.keep_silent(); }

bool is_opened(const WebSockets::Event& event)
{
    return std::holds_alternative<WebSocketOpened>(event.what);
}

// How a connection ends to which the server says these bytes.
WebSocketClosed end_after(const std::string& bytes, WebSocketRequest request = {.url = ""})
{
    ScriptedServer server{opened([bytes](ScriptedServer::Wire& wire) {
        wire.send(bytes);
        stay(wire);
    })};
    Listener listener;
    request.url = socket_url(server, "/?token=s3cret");
    listener.sockets.open(request);
    return listener.closed();
}

WebSocketClosed refusal(const std::string& answer)
{
    ScriptedServer server{answer};
    Listener listener;
    listener.sockets.open({.url = socket_url(server, "/?token=s3cret")});
    const auto closed = listener.closed();
    CHECK(closed.error.text.find("s3cret") == std::string::npos);
    return closed;
}

}  // namespace

TEST_CASE("a connection opens, is greeted, and its messages come in order")
{
    ScriptedServer server{opened([](ScriptedServer::Wire& wire) {
        const auto first = heard(wire), second = heard(wire);
        wire.send(frame(text_frame, first.second) + frame(text_frame, second.second));
        stay(wire);
    })};
    Listener listener{{.user_agent = "Narrowcast/0.1 (+it@polder.example)"}};
    const auto ticket =
        listener.sockets.open({.url = socket_url(server, "/listen?a=b"),
                               .headers = {{"Authorization", "Bearer x\r\nX-Evil: 1"}},
                               .hello = {"{\"subscribe\":1}", "two"}});
    const auto first = listener.next();
    CHECK(is_opened(first));
    CHECK(first.ticket == ticket);
    CHECK(listener.message() == "{\"subscribe\":1}");
    CHECK(listener.message() == "two");
    const auto asked = server.asked.pop_for(1s, {});
    CHECK(asked->target == "/listen?a=b");
    CHECK(asked->header("user-agent") == "Narrowcast/0.1 (+it@polder.example)");
    CHECK(asked->header("authorization") == "Bearer xX-Evil: 1");
    CHECK(asked->header("host") == "127.0.0.1:" + std::to_string(server.port()));
    CHECK(asked->header("sec-websocket-extensions").empty());
    CHECK(listener.sockets.open() == 1);
}

TEST_CASE("a message in pieces is put together, also with a ping between and cut anywhere")
{
    const std::string bytes = frame(text_frame, "one ", false) + frame(continued, "and ", false) +
                              frame(ping, "there?") + frame(continued, "two") +
                              frame(text_frame, std::string(70'000, 'x'));
    ScriptedServer server{opened([bytes](ScriptedServer::Wire& wire) {
        for (std::size_t i = 0; i < 60; ++i)
            wire.send(bytes.substr(i, 1));
        wire.send(bytes.substr(60));
        const auto answer = heard(wire);
        wire.send(frame(text_frame, std::to_string(answer.first) + answer.second));
        stay(wire);
    })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server)});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "one and two");
    CHECK(listener.message() == std::string(70'000, 'x'));
    CHECK(listener.message() == "10there?");
}

TEST_CASE("binary messages are passed over")
{
    ScriptedServer server{opened([](ScriptedServer::Wire& wire) {
        wire.send(frame(binary_frame, std::string("\0\xff", 2)) + frame(text_frame, "text"));
        stay(wire);
    })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server)});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "text");
}

TEST_CASE("a flood of pings is answered and drowns no message")
{
    constexpr int pings = 5000;
    std::atomic<int> pongs = 0;
    ScriptedServer server{opened([&](ScriptedServer::Wire& wire) {
        std::string flood;
        for (int i = 0; i < pings; ++i)
            flood += frame(ping, "!");
        wire.send(flood + frame(text_frame, "after"));
        while (pongs < pings && heard(wire).first == pong)
            ++pongs;
        wire.send(frame(text_frame, "all answered"));
        stay(wire);
    })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server)});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "after");
    CHECK(listener.message() == "all answered");
    CHECK(pongs == pings);
}

TEST_CASE("a server that masks its frames is given up")
{
    const auto closed = end_after(frame(text_frame, "masked", true, true));
    CHECK(closed.error.fault == Fault::later);
    CHECK_THAT(closed.error.text, ContainsSubstring("127.0.0.1 does not speak as a WebSocket"));
}

TEST_CASE("frames against the rules end the connection")
{
    for (const std::string& bytes :
         {std::string{"\x83\x01x"}, std::string{"\xc1\x01x"}, frame(continued, "x"),
          frame(ping, "x", false), frame(ping, std::string(200, 'x')),
          frame(text_frame, "\xff\xfe"), frame(text_frame, "a", false) + frame(text_frame, "b"),
          std::string{"\x88\x01x"}, close_frame(999, "")}) {
        const auto closed = end_after(bytes);
        CHECK(closed.error.fault == Fault::later);
        CHECK_THAT(closed.error.text, ContainsSubstring("does not speak as a WebSocket must"));
    }
}

TEST_CASE("a message that is too large ends the connection, in one piece or in many")
{
    std::string pieces = frame(text_frame, "x", false);
    for (int i = 0; i < 40; ++i)
        pieces += frame(continued, std::string(100, 'x'), false);
    const std::string promise = {'\x81', '\x7f', '\x7f', '\xff', '\xff',
                                 '\xff', '\xff', '\xff', '\xff', '\xff'};
    for (const std::string& bytes : {frame(text_frame, std::string(3000, 'x')), pieces, promise}) {
        const auto closed = end_after(bytes, {.url = "", .largest = 2048});
        CHECK(closed.error.fault == Fault::later);
        CHECK_THAT(closed.error.text, ContainsSubstring("more than 2 kB"));
        CHECK(closed.error.text.find("s3cret") == std::string::npos);
    }
}

TEST_CASE("a server that goes says so with its code")
{
    const auto closed = end_after(close_frame(1001, "restarting"));
    CHECK(closed.error.fault == Fault::later);
    CHECK(closed.code == 1001);
    CHECK(closed.reason == "restarting");
    CHECK(closed.status == 0);
    CHECK_THAT(closed.error.text, ContainsSubstring("closed the connection (code 1001)"));
    CHECK(end_after(frame(closing, "")).code == 0);
}

TEST_CASE("a connection that breaks off is said to be so, and is gone")
{
    ScriptedServer server{opened([](ScriptedServer::Wire& wire) { wire.send("\x81\x05half"); })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server)});
    const auto closed = listener.closed();
    CHECK(closed.error.fault == Fault::later);
    CHECK_THAT(closed.error.text, ContainsSubstring("broke off"));
    CHECK(closed.code == 0);
    CHECK(listener.sockets.open() == 0);
}

TEST_CASE("a refused upgrade tells status, headers and body")
{
    const auto closed = refusal(http_answer(
        400, "Content-Type: application/json\r\nX-Reason: old\r\n", R"({"error":"FutureCursor"})"));
    CHECK(closed.error.fault == Fault::rejected);
    CHECK(closed.status == 400);
    CHECK(closed.headers.find("x-reason")->second == "old");
    CHECK(closed.body == R"({"error":"FutureCursor"})");
    CHECK_THAT(closed.error.text, ContainsSubstring("status 400"));
}

TEST_CASE("a refusal passes or needs a person, by its status")
{
    for (const int status : {401, 403, 404, 410, 301, 200})
        CHECK(refusal(http_answer(status, "", "")).error.fault == Fault::rejected);
    for (const int status : {429, 500, 503})
        CHECK(refusal(http_answer(status, "", "")).error.fault == Fault::later);
    CHECK(refusal(http_answer(429, "Retry-After: 120\r\n", "")).error.retry_after == 120s);
    CHECK(refusal(http_answer(429, "Retry-After: soon\r\n", "")).error.retry_after == 0s);
}

TEST_CASE("a refusal as large as a book is kept only in part")
{
    CHECK(refusal(http_answer(400, "", std::string(1'000'000, 'x'))).body.size() == 64 * 1024);
}

TEST_CASE("an upgrade with a wrong proof is no WebSocket")
{
    const auto closed = refusal(accepted("another key"));
    CHECK(closed.error.fault == Fault::later);
    CHECK_THAT(closed.error.text, ContainsSubstring("does not speak as a WebSocket must"));
}

TEST_CASE("what is no address of a WebSocket is rejected")
{
    Listener listener;
    for (const char* url : {"", "https://polder.example/", "no address", "ws://"}) {
        listener.sockets.open({.url = url});
        const auto closed = listener.closed();
        CHECK(closed.error.fault == Fault::rejected);
        CHECK_THAT(closed.error.text, ContainsSubstring("wss://"));
    }
}

TEST_CASE("a server that is not there or not known is said to be so")
{
    Listener listener;
    listener.sockets.open({.url = "ws://127.0.0.1:1/?s3cret"});
    const auto refused = listener.closed();
    CHECK(refused.error.fault == Fault::later);
    CHECK_THAT(refused.error.text,
               ContainsSubstring("127.0.0.1 cannot be reached (it refuses connections)"));
    listener.sockets.open({.url = "ws://no-such-host.invalid/"});
    CHECK_THAT(listener.closed().error.text,
               ContainsSubstring("no-such-host.invalid was not found"));
}

TEST_CASE("a server that never answers is given up in time")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { stay(wire); }};
    Listener listener{{.timeout = 200ms}};
    listener.sockets.open({.url = socket_url(server)});
    const auto closed = listener.closed();
    CHECK(closed.error.fault == Fault::later);
    CHECK_THAT(closed.error.text, ContainsSubstring("did not answer within 0.2 s"));
}

TEST_CASE("a line that is dead is found by pings that nobody answers")
{
    std::atomic<int> pings = 0;
    ScriptedServer server{opened([&](ScriptedServer::Wire& wire) {
        while (heard(wire).first == ping)
            ++pings;
    })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server), .silent = 400ms});
    const auto closed = listener.closed();
    CHECK(closed.error.fault == Fault::later);
    CHECK_THAT(closed.error.text, ContainsSubstring("nothing was heard from 127.0.0.1 for 0.4 s"));
    CHECK(pings > 0);
}

TEST_CASE("a quiet line lives on while its pings are answered")
{
    ScriptedServer server{opened([](ScriptedServer::Wire& wire) {
        for (int i = 0; i < 3; ++i)
            if (const auto [opcode, text] = heard(wire); opcode == ping)
                wire.send(frame(pong, text));
        wire.send(frame(text_frame, "three pings later"));
        stay(wire);
    })};
    Listener listener;
    listener.sockets.open({.url = socket_url(server), .silent = 2s});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "three pings later");
}

TEST_CASE("who does not take lets the server wait, and loses nothing once it takes")
{
    constexpr int messages = 4000;
    std::atomic<int> sent = 0;
    ScriptedServer server{opened([&](ScriptedServer::Wire& wire) {
        while (sent < messages &&
               wire.send(frame(text_frame, std::to_string(sent) + std::string(10'000, '.'))))
            ++sent;
        stay(wire);
    })};
    Listener listener{{.most_waiting = 100'000}};
    listener.sockets.open({.url = socket_url(server), .silent = 1500ms});
    int before = -1;
    while (before != sent || sent == 0) {  // until the server is stuck
        before = sent;
        std::this_thread::sleep_for(500ms);
    }
    std::this_thread::sleep_for(2s);  // our own pause is not the server's silence
    CHECK(sent < messages);
    CHECK(is_opened(listener.next()));
    for (int i = 0; i < messages; ++i)
        REQUIRE(listener.message().starts_with(std::to_string(i) + "."));
}

TEST_CASE("a connection that is closed by us says nothing any more, and politely leaves")
{
    Channel<std::pair<int, std::string>> last{1};
    ScriptedServer server{opened([&](ScriptedServer::Wire& wire) {
        wire.send(frame(text_frame, "one"));
        auto bye = heard(wire);
        last.try_push(bye);
        wire.send(close_frame(1001, ""));
    })};
    ScriptedServer other{opened([](ScriptedServer::Wire& wire) {
        wire.send(frame(text_frame, "other"));
        stay(wire);
    })};
    Listener listener;
    const auto ticket = listener.sockets.open({.url = socket_url(server)});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "one");
    listener.sockets.close(ticket);
    listener.sockets.close(ticket);
    listener.sockets.close(77);
    CHECK(listener.sockets.open() == 0);
    const auto bye = last.pop_for(10s, {});
    REQUIRE(bye);
    CHECK(bye->first == closing);
    CHECK(bye->second == "\x03\xe9");
    listener.sockets.open({.url = socket_url(other)});
    CHECK(is_opened(listener.next()));
    CHECK(listener.message() == "other");
}

TEST_CASE("a connection that is not open yet can be closed")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { stay(wire); }};
    Listener listener;
    listener.sockets.close(listener.sockets.open({.url = socket_url(server)}));
    const auto ticket = listener.sockets.open({.url = socket_url(server)});
    server.asked.pop_for(10s, {});
    listener.sockets.close(ticket);
    CHECK(listener.sockets.open() == 0);
}

TEST_CASE("many connections end at once with their owner, whatever they are doing")
{
    ScriptedServer open_and_silent{opened(stay)};
    ScriptedServer mute{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { stay(wire); }};
    ScriptedServer talkative{opened([](ScriptedServer::Wire& wire) {
        while (wire.send(frame(text_frame, "and another thing"))) {
        }
    })};
    const auto begun = [&] {
        Listener listener{{.most_waiting = 10'000}};
        for (int i = 0; i < 10; ++i)
            for (const ScriptedServer* server : {&open_and_silent, &mute, &talkative})
                listener.sockets.open({.url = socket_url(*server)});
        listener.sockets.open({.url = "ws://no-such-host.invalid/"});
        for (int opened_now = 0; opened_now < 20;)
            opened_now += is_opened(listener.next());
        return std::chrono::steady_clock::now();
    }();
    CHECK(std::chrono::steady_clock::now() - begun < 5s);  // without our closing: never
}

TEST_CASE("a WebSocket goes through the proxy, with its login")
{
    ScriptedServer server{opened([](ScriptedServer::Wire& wire) {
        wire.send(frame(text_frame, "through"));
        stay(wire);
    })};
    ConnectProxy proxy{server.port(), "Basic bWU6cHc="};
    {
        Listener listener{{.proxy = proxy.url(), .proxy_login = "me:pw"}};
        listener.sockets.open({.url = "ws://stream.polder.example/x"});
        CHECK(is_opened(listener.next()));
        CHECK(listener.message() == "through");
        CHECK(proxy.last_target() == "stream.polder.example:80");
        CHECK(server.asked.pop_for(1s, {})->header("host") == "stream.polder.example");
    }
    Listener without{{.proxy = proxy.url()}};
    without.sockets.open({.url = "ws://stream.polder.example/x"});
    const auto closed = without.closed();
    CHECK(closed.error.fault == Fault::rejected);
    CHECK_THAT(closed.error.text, ContainsSubstring("wants a login (status 407)"));
    CHECK(proxy.asked() == 2);
    CHECK(proxy.refused() == 1);
}

TEST_CASE("exceptions and this machine are reached past the proxy")
{
    ScriptedServer server{opened(stay)};
    ConnectProxy proxy{server.port()};
    Listener listener{{.proxy = proxy.url(), .no_proxy = "*.invalid"}};
    listener.sockets.open({.url = socket_url(server)});
    CHECK(is_opened(listener.next()));
    listener.sockets.open({.url = "ws://stream.invalid/"});
    CHECK_THAT(listener.closed().error.text, ContainsSubstring("stream.invalid was not found"));
    CHECK(proxy.asked() == 0);
}

TEST_CASE("a proxy that is of no use is said to be so")
{
    const auto end = [](const std::string& proxy) {
        Listener listener{{.proxy = proxy}};
        listener.sockets.open({.url = "ws://stream.polder.example/"});
        return listener.closed().error;
    };
    ConnectProxy finds_nobody{1};
    CHECK_THAT(end(finds_nobody.url()).text,
               ContainsSubstring("does not reach stream.polder.example (status 502)"));
    CHECK_THAT(end("http://127.0.0.1:1").text,
               ContainsSubstring("the proxy 127.0.0.1 cannot be reached"));
    CHECK_THAT(end("http://no.invalid:1").text,
               ContainsSubstring("the proxy no.invalid was not found"));
    CHECK(end("socks5://127.0.0.1:1").fault == Fault::rejected);
    ScriptedServer nonsense{"what?\r\n\r\n"};
    CHECK_THAT(end(nonsense.url("")).text, ContainsSubstring("the proxy 127.0.0.1 broke off"));
    const auto none = WebSockets::make({.proxy = "ftp://x"}, [] {});
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::refused);
}

TEST_CASE("inner machines are not called when only public ones may be")
{
    ScriptedServer server{opened(stay)};
    Listener listener{{.public_but = {"127.0.0.1:" + std::to_string(server.port())}}};
    listener.sockets.open({.url = socket_url(server), .public_only = true});
    CHECK(is_opened(listener.next()));
    for (const char* url : {"ws://127.0.0.1/", "ws://2130706433/", "ws://[::1]/", "ws://localhost/",
                            "wss://10.0.0.1/", "wss://8.8.8.8:22/"}) {
        listener.sockets.open({.url = url, .public_only = true});
        const auto closed = listener.closed();
        CHECK(closed.error.fault == Fault::rejected);
        CHECK_THAT(closed.error.text, ContainsSubstring("outside the public Internet"));
    }
}
