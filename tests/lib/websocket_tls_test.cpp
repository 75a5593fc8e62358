// SPDX-License-Identifier: Apache-2.0
// WebSockets over TLS, against `openssl s_server` with a certificate authority of our own.
#include "lib/websocket.hpp"

#include "lib/listener.hpp"
#include "support/connect_proxy.hpp"
#include "support/tls_server.hpp"

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

void answer_upgrade(TlsServer& server)
{
    const std::string asked = server.hear("\r\n\r\n");
    const std::string name = "Sec-WebSocket-Key: ";
    const auto key = asked.find(name) + name.size();
    server.say(accepted(asked.substr(key, asked.find("\r\n", key) - key)) +
               frame(text_frame, "secret words"));
}

std::string rejection(const std::string& url, const std::string& extra_ca_file)
{
    Listener listener{{.extra_ca_file = extra_ca_file}};
    listener.sockets.open({.url = url});
    const auto closed = listener.closed();
    CHECK(closed.error.fault == Fault::rejected);
    CHECK(closed.error.text.find("s3cret") == std::string::npos);
    return closed.error.text;
}

}  // namespace

TEST_CASE("messages come over TLS when the authority is named")
{
    Authority authority;
    authority.certify("localhost", false);
    TlsServer server{authority.folder(), {}};
    Listener listener{{.extra_ca_file = authority.file()}};
    listener.sockets.open({.url = server.url("wss")});
    answer_upgrade(server);
    CHECK(std::holds_alternative<WebSocketOpened>(listener.next().what));
    CHECK(listener.message() == "secret words");
}

TEST_CASE("messages come over TLS through a proxy, and the certificate is the server's own")
{
    Authority authority;
    authority.certify("stream.polder.example", false);
    TlsServer server{authority.folder(),
                     {"-servername", "nobody", "-cert2", "leaf.pem", "-key2", "leaf.key"}};
    ConnectProxy proxy{server.port()};
    Listener listener{{.extra_ca_file = authority.file(), .proxy = proxy.url()}};
    listener.sockets.open({.url = "wss://stream.polder.example/"});
    const std::string hello = server.hear("GET /");
    CHECK_THAT(hello, ContainsSubstring("Hostname in TLS extension: \"stream.polder.example\""));
    answer_upgrade(server);
    CHECK(std::holds_alternative<WebSocketOpened>(listener.next().what));
    CHECK(listener.message() == "secret words");
    CHECK(proxy.last_target() == "stream.polder.example:443");
}

TEST_CASE("a WebSocket's certificate of an authority that is not named is refused")
{
    Authority authority;
    authority.certify("localhost", false);
    const TlsServer server{authority.folder(), {}};
    CHECK_THAT(rejection(server.url("wss"), ""), ContainsSubstring("extra_ca_file"));
}

TEST_CASE("a WebSocket's self-signed certificate is refused")
{
    Authority authority;
    authority.sign_itself();
    const TlsServer server{authority.folder(), {}};
    CHECK_THAT(rejection(server.url("wss"), authority.file()), ContainsSubstring("self-signed"));
}

TEST_CASE("a WebSocket's certificate that expired is refused as such")
{
    Authority authority;
    authority.certify("localhost", true);
    const TlsServer server{authority.folder(), {}};
    CHECK_THAT(rejection(server.url("wss"), authority.file()), ContainsSubstring("has expired"));
}

TEST_CASE("a WebSocket's certificate of another host is refused, also for a bare address")
{
    Authority authority;
    authority.certify("other.example", false);
    const TlsServer server{authority.folder(), {}};
    CHECK_THAT(rejection(server.url("wss"), authority.file()),
               ContainsSubstring("is for another host"));
    CHECK_THAT(
        rejection("wss://127.0.0.1:" + std::to_string(server.port()) + "/", authority.file()),
        ContainsSubstring("is for another host"));
}

TEST_CASE("an old TLS is no secure connection")
{
    Authority authority;
    authority.certify("localhost", false);
    const TlsServer old{authority.folder(), {"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"}};
    Listener listener{{.extra_ca_file = authority.file()}};
    listener.sockets.open({.url = old.url("wss")});
    CHECK_THAT(listener.closed().error.text,
               ContainsSubstring("no secure connection to localhost"));
}

TEST_CASE("a file of authorities that holds none is refused")
{
    const auto none = WebSockets::make({.extra_ca_file = "/no/such/file.pem"}, [] {});
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::refused);
    CHECK_THAT(none.error().text, ContainsSubstring("/no/such/file.pem"));
}
