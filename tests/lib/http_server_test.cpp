// SPDX-License-Identifier: Apache-2.0
#include "lib/http_server.hpp"

#include "support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace std::chrono_literals;

namespace {

// A client that sends exactly what a test wants.
class Client {
public:
    explicit Client(int port)
    {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                0);
    }
    ~Client() { ::close(socket_); }
    Client(Client&&) = delete;

    void send(const std::string& bytes) const
    {
        ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    // All that comes until `wanted` is in it, the server hangs up, or half a minute has passed.
    std::string read_until(const std::string& wanted)
    {
        std::size_t looked_at = 0;  // megabytes may come: never search them twice
        for (int i = 0; i < 3000 && heard_.find(wanted, looked_at) == std::string::npos;) {
            looked_at = heard_.size() - std::min(heard_.size(), wanted.size());
            pollfd ready{socket_, POLLIN, 0};
            if (::poll(&ready, 1, 10) == 0) {
                ++i;
                continue;
            }
            char bytes[65536];
            const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got <= 0) break;
            heard_.append(bytes, static_cast<std::size_t>(got));
        }
        return heard_;
    }

    std::string ask(const std::string& request)
    {
        send(request);
        return read_until("\r\n\r\n");
    }

private:
    int socket_ = -1;
    std::string heard_;
};

HttpServer serving(std::function<WebReply(const WebRequest&)> answer,
                   std::function<bool(const WebRequest&)> slow = {})
{
    auto server = HttpServer::open("127.0.0.1", 0, {std::move(answer), std::move(slow)});
    REQUIRE(server);
    return *std::move(server);
}

HttpServer echoing()
{
    return serving([](const WebRequest& request) -> WebReply {
        return WebAnswer{200, "text/plain; charset=utf-8",
                         request.path + "|" + std::string{request.parameter("q")}};
    });
}

std::string get(const HttpServer& server, const std::string& target)
{
    Client client{server.port()};
    client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    return client.read_until("nothing ever says this");
}

}  // namespace

TEST_CASE("a path and its parameters reach the handler decoded")
{
    const HttpServer server = echoing();
    CHECK_THAT(get(server, "/a%20b/c?x=1&q=caf%C3%A9+au+lait"),
               Catch::Matchers::ContainsSubstring("/a b/c|café au lait"));
}

TEST_CASE("a malformed address is answered, not obeyed")
{
    const HttpServer server = echoing();
    CHECK_THAT(get(server, "/%zz"), Catch::Matchers::ContainsSubstring("400 Bad Request"));
    CHECK_THAT(get(server, "/%ff"), Catch::Matchers::ContainsSubstring("400 Bad Request"));
    CHECK_THAT(get(server, "nonsense"), Catch::Matchers::ContainsSubstring("400"));
}

TEST_CASE("only GET and HEAD are answered")
{
    const HttpServer server = echoing();
    Client client{server.port()};
    CHECK_THAT(client.ask("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n"),
               Catch::Matchers::ContainsSubstring("405"));
}

TEST_CASE("what is posted reaches the handler with its headers, where posting is meant to be")
{
    const auto told = [](const WebRequest& request) -> WebReply {
        return WebAnswer{200, "text/plain",
                         request.method + "|" + request.host + "|" + request.origin + "|" +
                             request.authorization + "|" + request.type + "|" + request.body + "|" +
                             (request.from_here ? "here" : "elsewhere")};
    };
    const auto server = HttpServer::open("127.0.0.1", 0, {told, {}, true});
    REQUIRE(server);
    Client client{server->port()};
    client.send(
        "POST /x HTTP/1.1\r\nHost: hub:1\r\nOrigin: http://hub:1\r\nAuthorization: Bearer t\r\n"
        "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n{\"\"}");
    CHECK_THAT(client.read_until("here"),
               Catch::Matchers::ContainsSubstring(
                   "POST|hub:1|http://hub:1|Bearer t|application/json|{\"\"}|here"));
    Client nobody{server->port()};
    CHECK_THAT(nobody.ask("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n"),
               Catch::Matchers::ContainsSubstring("405"));
    const HttpServer reading = echoing();
    Client poster{reading.port()};
    CHECK_THAT(poster.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
               Catch::Matchers::ContainsSubstring("405"));
}

TEST_CASE("headers and bodies without end are refused")
{
    const HttpServer server = echoing();
    Client large{server.port()};
    CHECK_THAT(large.ask("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n"),
               Catch::Matchers::ContainsSubstring("413"));
    Client body{server.port()};
    CHECK_THAT(body.ask("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"),
               Catch::Matchers::ContainsSubstring("413"));
    Client garbage{server.port()};
    garbage.send(std::string("\x16\x03\x01\x00\xff no HTTP at all\r\n\r\n", 24));
    garbage.read_until("never");
    CHECK_THAT(get(server, "/still"), Catch::Matchers::ContainsSubstring("/still|"));
}

TEST_CASE("one connection carries many questions")
{
    const HttpServer server = echoing();
    Client client{server.port()};
    client.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string heard = client.read_until("/two|");
    CHECK(heard.find("/one|") < heard.find("/two|"));
}

TEST_CASE("a slow answer holds up nobody else")
{
    std::atomic<bool> let_go = false;
    const HttpServer server = serving(
        [&](const WebRequest& request) -> WebReply {
            while (request.path == "/slow" && !let_go)
                std::this_thread::sleep_for(1ms);
            return WebAnswer{200, "text/plain", request.path};
        },
        [](const WebRequest& request) { return request.path == "/slow"; });
    Client waiting{server.port()};
    waiting.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(get(server, "/quick"), Catch::Matchers::ContainsSubstring("/quick"));
    let_go = true;
    CHECK_THAT(waiting.read_until("/slow"), Catch::Matchers::ContainsSubstring("200 OK"));
}

TEST_CASE("an event stream begins with the newest event and then follows its topic")
{
    HttpServer server = serving([](const WebRequest& request) -> WebReply {
        return EventStream{request.path, event_bytes("edition", "first")};
    });
    Client client{server.port()};
    client.send("GET /lobby HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string head = client.read_until("data: first\n\n");
    CHECK_THAT(head, Catch::Matchers::ContainsSubstring("text/event-stream"));
    CHECK_THAT(head, Catch::Matchers::ContainsSubstring("retry: "));
    server.publish("/elsewhere", event_bytes("edition", "not for us"));
    server.publish("/lobby", event_bytes("edition", "two\nlines"));
    const std::string heard = client.read_until("data: lines\n\n");
    CHECK_THAT(heard,
               Catch::Matchers::ContainsSubstring("event: edition\ndata: two\ndata: lines\n\n"));
    CHECK(heard.find("not for us") == std::string::npos);
    CHECK(server.streams() == 1);
}

TEST_CASE("a client that reads slowly gets the newest event and skips those between")
{
    HttpServer server = serving([](const WebRequest&) -> WebReply {
        return EventStream{"lobby", nullptr};
    });
    Client client{server.port()};
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    client.read_until("retry: ");
    const std::string bulk(8'000'000, 'x');  // more than the sockets buffer
    for (int i = 0; i < 20; ++i)
        server.publish("lobby", event_bytes("edition", bulk + std::to_string(i) + "."));
    const std::string heard = client.read_until("x19.\n\n");
    CHECK(heard.find("x19.\n\n") != std::string::npos);
    CHECK(heard.size() < 10 * bulk.size());
}

TEST_CASE("a client that hangs up is forgotten")
{
    HttpServer server = serving([](const WebRequest&) -> WebReply {
        return EventStream{"lobby", nullptr};
    });
    {
        Client client{server.port()};
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        client.read_until("retry: ");
    }
    for (int i = 0; i < 3000 && server.streams() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    CHECK(server.streams() == 0);
}

TEST_CASE("a server ends with streams and questions open")
{
    auto server = std::make_unique<HttpServer>(serving([](const WebRequest&) -> WebReply {
        return EventStream{"lobby", nullptr};
    }));
    Client stream{server->port()}, silent{server->port()};
    stream.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    stream.read_until("retry: ");
    silent.send("GET / HT");
    server.reset();
    CHECK(stream.read_until("never").find("200 OK") != std::string::npos);  // ended by the hang-up
}

TEST_CASE("an address that is taken or wrong is refused with the remedy")
{
    const HttpServer first = echoing();
    const auto taken = HttpServer::open("127.0.0.1", first.port(), {});
    REQUIRE(!taken);
    CHECK(taken.error().fault == Fault::rejected);
    CHECK_THAT(taken.error().text, Catch::Matchers::ContainsSubstring("choose another port"));
    const auto wrong = HttpServer::open("localhost?", 0, {});
    REQUIRE(!wrong);
    CHECK(wrong.error().fault == Fault::refused);
}
