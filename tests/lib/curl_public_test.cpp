// SPDX-License-Identifier: Apache-2.0
// Questions that must stay within the public Internet: where a stranger's post may not lead us.
#include "lib/curl.hpp"
#include "lib/curl_guard.hpp"

#include "support/catch.hpp"
#include "support/connect_proxy.hpp"

#include <netdb.h>
#include <unistd.h>

using namespace narrowcast;
using namespace narrowcast::lib;
using Catch::Matchers::ContainsSubstring;
using test::http_answer;
using test::ScriptedServer;

namespace {

Result<HttpResponse> ask(const std::string& url, const HttpOptions& options)
{
    return get(HttpRequest{.url = url, .public_only = true}, options, {});
}

std::string listed(const ScriptedServer& server)
{
    return "127.0.0.1:" + std::to_string(server.port());
}

void check_refused(const Result<HttpResponse>& response)
{
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::rejected);
    CHECK_THAT(response.error().text, ContainsSubstring("outside the public Internet"));
}

}  // namespace

TEST_CASE("addresses of inner machines are refused however they are written")
{
    ScriptedServer server{http_answer(200, "", "inner")};
    const std::string port = ":" + std::to_string(server.port());
    for (const std::string& url : {server.url(),
                                   "http://localhost" + port + "/",
                                   "http://2130706433" + port + "/",
                                   "http://0x7f000001" + port + "/",
                                   "http://0177.0.0.1" + port + "/",
                                   "http://127.1" + port + "/",
                                   "http://0" + port + "/",
                                   "http://[::1]" + port + "/",
                                   "http://[::ffff:127.0.0.1]" + port + "/",
                                   "http://[::ffff:7f00:1]" + port + "/",
                                   "http://%31%32%37.0.0.1" + port + "/",
                                   "http://127.0.0.1." + port + "/",
                                   std::string{"http://127.0.0.1/"},
                                   std::string{"https://169.254.169.254/latest/"},
                                   std::string{"http://metadata.google.internal/"},
                                   std::string{"http://user@10.0.0.1/"},
                                   std::string{"http://8.8.8.8:22/"},
                                   std::string{"https://8.8.8.8:8443/"},
                                   std::string{"http://017700000001/"},
                                   std::string{"http://[fd00::1]/"},
                                   std::string{"http://127\u30020\u30020\u30021/"}}) {
        INFO(url);
        check_refused(ask(url, {}));
    }
    CHECK(server.asked.size() == 0);
}

TEST_CASE("other protocols than http are refused")
{
    for (const char* url : {"file:///etc/passwd", "ftp://8.8.8.8/", "gopher://8.8.8.8/", ""})
        CHECK_FALSE(get(HttpRequest{.url = url, .files = true, .public_only = true}, {}, {}));
}

TEST_CASE("an inner server is asked when it is listed, and nothing else of that machine")
{
    ScriptedServer server{http_answer(200, "", "listed")}, other{http_answer(200, "", "inner")};
    CHECK(ask(server.url(), {.public_but = {listed(server)}})->body == "listed");
    check_refused(ask(other.url(), {.public_but = {listed(server)}}));
    CHECK(other.asked.size() == 0);
}

TEST_CASE("a redirect to an inner machine is not followed")
{
    ScriptedServer inner{http_answer(200, "", "inner")};
    for (const std::string& target :
         {inner.url(), std::string{"http://169.254.169.254/latest/meta-data/"},
          std::string{"//10.0.0.1/"}, std::string{"http://[::1]/"}, std::string{"http://0x7f.1/"},
          std::string{"http://8.8.8.8:22/"}, std::string{"ftp://8.8.8.8/"}}) {
        INFO(target);
        ScriptedServer server{http_answer(302, "Location: " + target + "\r\n", "")};
        check_refused(ask(server.url(), {.public_but = {listed(server)}}));
    }
    CHECK(inner.asked.size() == 0);
}

TEST_CASE("a redirect on the same server is followed")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        wire.send(asked.target == "/new" ? http_answer(200, "", "here")
                                         : http_answer(302, "Location: new\r\n", ""));
    }};
    CHECK(ask(server.url("/old"), {.public_but = {listed(server)}})->body == "here");
}

TEST_CASE("a name that leads to an inner machine is refused before anything is sent")
{
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    addrinfo* found = nullptr;
    if (::getaddrinfo(name, nullptr, nullptr, &found) != 0) {
        WARN("this machine's own name does not resolve: not tested");
        return;
    }
    ::freeaddrinfo(found);
    check_refused(ask("http://" + std::string{name} + "/", {}));
}

TEST_CASE("a connection that somebody else opened to an inner machine is not used")
{
    // as libcurl asks before each question over an open connection
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }};
    Guard guard;
    CURL* const easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, server.url().c_str());
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    guard.attach(easy);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, nullptr);
    CHECK(curl_easy_perform(easy) == CURLE_ABORTED_BY_CALLBACK);
    CHECK(guard.refused);
    curl_easy_cleanup(easy);
    CHECK(server.asked.size() == 0);
}

TEST_CASE("through a proxy, written addresses of inner machines are refused at every hop")
{
    ScriptedServer proxy{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        wire.send(asked.target.ends_with("/in")
                      ? http_answer(302, "Location: http://10.0.0.1/\r\n", "")
                      : http_answer(200, "", "through to " + asked.target));
    }};
    const HttpOptions options{.proxy = proxy.url("")};
    CHECK(ask("http://media.polder.example/a", options)->body ==
          "through to http://media.polder.example/a");
    check_refused(ask("http://media.polder.example/in", options));
    check_refused(ask("http://10.0.0.1/", options));
    check_refused(ask("http://127\u30020\u30020\u30021/", options));
}
