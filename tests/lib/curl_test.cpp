// SPDX-License-Identifier: Apache-2.0
#include "lib/curl.hpp"

#include "support/catch.hpp"
#include "support/scripted_server.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using test::http_answer;
using test::ScriptedServer;

namespace {

Result<HttpResponse> ask(const std::string& url, HttpOptions options = {})
{
    return get(HttpRequest{.url = url}, options, {});
}

// 60 MB of zeros in 60 KB, as gzip.
std::string gzip_bomb()
{
    const auto folder = std::filesystem::temp_directory_path();
    const auto file = folder / ("narrowcast-bomb-" + std::to_string(::getpid()) + ".gz");
    const std::string make = "head -c 60000000 /dev/zero | gzip -9 > '" + file.string() + "'";
    REQUIRE(std::system(make.c_str()) == 0);
    std::ifstream in{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    std::filesystem::remove(file);
    return bytes;
}

std::string hundred_kilobytes() { return std::string(100'000, 'x'); }

}  // namespace

TEST_CASE("an answer comes with its status, headers and body")
{
    ScriptedServer server{
        http_answer(404, "Content-Type: text/plain\r\nETag: W/\"a\"\r\n", "not here")};
    const auto response = ask(server.url("/x"));
    REQUIRE(response);
    CHECK(response->status == 404);
    CHECK(response->body == "not here");
    CHECK(response->headers.find("etag")->second == "W/\"a\"");
    CHECK(response->url == server.url("/x"));
}

TEST_CASE("the user agent and our own headers are sent")
{
    ScriptedServer server{http_answer(200, "", "")};
    HttpOptions options;
    options.user_agent = "Narrowcast/0.1 (+it@polder.example)";
    REQUIRE(get(HttpRequest{.url = server.url(), .headers = {{"X-One", "1\r\nX-Two: 2"}}}, options,
                {}));
    const auto asked = server.asked.pop_for(1s, {});
    CHECK(asked->header("user-agent") == "Narrowcast/0.1 (+it@polder.example)");
    CHECK(asked->header("x-one") == "1X-Two: 2");
    CHECK(asked->header("x-two").empty());
    CHECK_THAT(asked->header("accept-encoding"), ContainsSubstring("gzip"));
}

TEST_CASE("an answer that is too large is refused")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        for (int i = 0; i < 500; ++i)
            if (!wire.send(hundred_kilobytes())) return;  // 50 MB, if it could
    }};
    const auto response = ask(server.url());
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::garbled);
    CHECK_THAT(response.error().text, ContainsSubstring("larger than 8 MB"));
}

TEST_CASE("an answer that grows too large by unpacking is refused")
{
    ScriptedServer server{http_answer(200, "Content-Encoding: gzip\r\n", gzip_bomb())};
    const auto response = ask(server.url());
    REQUIRE_FALSE(response);
    CHECK_THAT(response.error().text, ContainsSubstring("larger than 8 MB"));
}

TEST_CASE("damaged compressed data is said to be so")
{
    ScriptedServer server{
        http_answer(200, "Content-Encoding: gzip\r\n", "this is not gzip at all")};
    const auto response = ask(server.url());
    REQUIRE_FALSE(response);
    CHECK_THAT(response.error().text, ContainsSubstring("damaged compressed data"));
}

TEST_CASE("a flood of headers is refused")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\n");
        while (wire.send("X-Flood: " + std::string(1000, 'y') + "\r\n")) {
        }
    }};
    CHECK_FALSE(ask(server.url()));
}

TEST_CASE("a server that says nothing is given up")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { wire.keep_silent(); }};
    const auto response = ask(server.url(), {.timeout = 300ms});
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::later);
    CHECK_THAT(response.error().text, ContainsSubstring("did not answer within 0.3 s"));
}

TEST_CASE("a server that sends a byte a second is given up")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while (wire.wait(1000ms) && wire.send("x")) {
        }
    }};
    HttpOptions options;
    options.stalled = 2s;
    const auto response = ask(server.url(), options);
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::later);
    CHECK_THAT(response.error().text, ContainsSubstring("too slowly"));
}

TEST_CASE("redirects are followed and a permanent one is told")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        wire.send(asked.target == "/new" ? http_answer(200, "", "here")
                                         : http_answer(301, "Location: /new\r\n", ""));
    }};
    const auto response = ask(server.url("/old"));
    REQUIRE(response);
    CHECK(response->body == "here");
    CHECK(response->url == server.url("/new"));
    CHECK(response->moved);
}

TEST_CASE("a redirect in circles is given up")
{
    ScriptedServer server{http_answer(302, "Location: /again\r\n", "")};
    const auto response = ask(server.url());
    REQUIRE_FALSE(response);
    CHECK_THAT(response.error().text, ContainsSubstring("again and again"));
}

TEST_CASE("a redirect to a file or another protocol is refused")
{
    for (const char* target : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"}) {
        ScriptedServer server{http_answer(302, "Location: " + std::string{target} + "\r\n", "")};
        const auto response = ask(server.url());
        REQUIRE_FALSE(response);
        CHECK(response.error().fault == Fault::rejected);
        CHECK_THAT(response.error().text, ContainsSubstring("not secure"));
    }
}

TEST_CASE("a secret header does not follow a redirect to another host")
{
    ScriptedServer other{http_answer(200, "", "")};
    ScriptedServer server{http_answer(302, "Location: " + other.url("/x") + "\r\n", "")};
    REQUIRE(get(HttpRequest{.url = server.url(), .headers = {{"Authorization", "Bearer s3cret"}}},
                {}, {}));
    CHECK(server.asked.pop_for(1s, {})->header("authorization") == "Bearer s3cret");
    CHECK(other.asked.pop_for(1s, {})->header("authorization").empty());
}

TEST_CASE("a host that refuses connections is said to be unreachable")
{
    std::string url;
    {
        ScriptedServer gone{http_answer(200, "", "")};
        url = gone.url("/?token=s3cret");
    }
    const auto response = ask(url);
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::later);
    CHECK_THAT(response.error().text, ContainsSubstring("127.0.0.1 cannot be reached"));
    CHECK(response.error().text.find("s3cret") == std::string::npos);
}

TEST_CASE("a name that does not exist is said to be not found")
{
    const auto response = ask("http://no-such-host.invalid/");
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::later);
    CHECK_THAT(response.error().text, ContainsSubstring("no-such-host.invalid was not found"));
}

TEST_CASE("an address that is none is refused in words")
{
    for (const char* url : {"", "no address", "ftp://polder.example/x", "file:///etc/passwd"}) {
        const auto response = ask(url);
        REQUIRE_FALSE(response);
        CHECK(response.error().fault != Fault::garbled);
        CHECK_FALSE(response.error().text.empty());
    }
}

TEST_CASE("an answer that breaks off is no answer")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");
    }};
    const auto response = ask(server.url());
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::later);
    CHECK_THAT(response.error().text, ContainsSubstring("broke off"));
}

TEST_CASE("a part of a file is read, and its end is told")
{
    const auto file = std::filesystem::temp_directory_path() /
                      ("narrowcast-range-" + std::to_string(::getpid()) + " a");
    std::ofstream{file} << "0123456789";
    const std::string url = "file://" + file.parent_path().string() + "/narrowcast-range-" +
                            std::to_string(::getpid()) + "%20a";
    const auto part = [&](std::uint64_t from) {
        return get(HttpRequest{.url = url, .from = from, .most = 4, .files = true}, {}, {});
    };
    CHECK(part(0)->body == "0123");
    CHECK(part(8)->body == "89");
    CHECK(part(10)->body.empty());
    CHECK(part(10)->status == 200);
    CHECK(part(11)->status == 416);
    std::ofstream{file}.close();
    CHECK(part(0)->body.empty());
    std::filesystem::remove(file);
    CHECK_THAT(part(0).error().text, ContainsSubstring("is not a file that can be read"));
}

TEST_CASE("a device is not read as a file")
{
    CHECK_FALSE(get(HttpRequest{.url = "file:///dev/zero", .files = true}, {}, {}));
}

TEST_CASE("an address is shown without its secrets")
{
    CHECK(printable_url("https://me:pw@polder.example:8443/feed?token=s3cret#x") ==
          "https://polder.example:8443/feed");
    CHECK(printable_url("") == "(not an address)");
}

TEST_CASE("waiting for an answer ends when asked to stop")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { wire.keep_silent(); }};
    std::stop_source stop;
    std::jthread stopper{[&] {
        server.asked.pop({});
        stop.request_stop();
    }};
    CHECK_FALSE(get(server.url(), stop.get_token()));
}

TEST_CASE("a stream comes in chunks until the reader has enough")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        while (wire.send("data: 1\n\n") && wire.wait(5ms)) {
        }
    }};
    std::string got;
    const auto end = stream(server.url(),
                            [&](std::string_view chunk) {
                                got += chunk;
                                return got.size() < 30;
                            },
                            {});
    CHECK(end);
    CHECK(got.starts_with("data: 1\n\ndata: 1\n\n"));
    CHECK(server.asked.pop_for(1s, {})->header("accept") == "text/event-stream");
}

TEST_CASE("a silent stream ends when asked to stop")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\n\r\n: hello\n\n");
        wire.keep_silent();
    }};
    std::stop_source stop;
    const auto end = stream(
        server.url(),
        [&](std::string_view) {
            stop.request_stop();
            return true;
        },
        stop.get_token());
    CHECK(end);
}

TEST_CASE("a stream that falls silent is given up")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\n\r\n: hello\n\n");
        wire.keep_silent();
    }};
    StreamOptions options;
    options.silent = 200ms;
    const auto end = stream(
        server.url(), [](std::string_view) { return true; }, {}, options);
    REQUIRE_FALSE(end);
    CHECK(end.error().fault == Fault::later);
    CHECK_THAT(end.error().text, ContainsSubstring("nothing was heard from"));
}

TEST_CASE("a stream that is refused hands over nothing")
{
    ScriptedServer server{http_answer(404, "", "no such screen")};
    std::string got;
    const auto end = stream(server.url(),
                            [&](std::string_view chunk) {
                                got += chunk;
                                return true;
                            },
                            {});
    REQUIRE_FALSE(end);
    CHECK(end.error().fault == Fault::rejected);
    CHECK_THAT(end.error().text, ContainsSubstring("status 404"));
    CHECK(got.empty());
}

TEST_CASE("many transfers share one loop, and a stuck one holds up nobody")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        if (asked.target == "/stuck")
            wire.keep_silent();
        else
            wire.send(http_answer(200, "", asked.target));
    }};
    HttpLoop loop = *HttpLoop::make({});
    const auto stuck = loop.start({.url = server.url("/stuck")});
    std::map<HttpLoop::Ticket, std::string> wanted;
    for (int i = 0; i < 20; ++i) {
        const std::string target = "/" + std::to_string(i);
        wanted[loop.start({.url = server.url(target)})] = target;
    }
    while (!wanted.empty())
        for (const auto& finished : loop.work(5s)) {
            INFO((finished.response ? "" : finished.response.error().text));
            REQUIRE(finished.response);
            CHECK(wanted.at(finished.ticket) == finished.response->body);
            wanted.erase(finished.ticket);
        }
    CHECK(loop.open() == 1);
    loop.cancel(stuck);
    CHECK(loop.open() == 0);
}

TEST_CASE("a certificate file that holds none is refused")
{
    const auto loop = HttpLoop::make({.extra_ca_file = "/no/such/file.pem"});
    REQUIRE_FALSE(loop);
    CHECK(loop.error().fault == Fault::refused);
    CHECK_THAT(loop.error().text, ContainsSubstring("/no/such/file.pem"));
}
