// SPDX-License-Identifier: Apache-2.0
#include "lib/curl.hpp"
#include "lib/proxy.hpp"

#include "support/catch.hpp"
#include "support/connect_proxy.hpp"
#include "support/tls_server.hpp"

#include <cstdlib>

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using test::ConnectProxy;
using test::http_answer;
using test::ScriptedServer;

namespace {

constexpr const char* proxy_names[] = {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
                                       "all_proxy",  "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

// Without the proxies of who runs the tests, and with those of the test.
class Environment {
public:
    explicit Environment(const std::map<std::string, std::string>& values = {})
    {
        for (const char* name : proxy_names) {
            if (const char* value = std::getenv(name)) before_[name] = value;
            ::unsetenv(name);
        }
        for (const auto& [name, value] : values)
            ::setenv(name.c_str(), value.c_str(), 1);
    }
    ~Environment()
    {
        for (const char* name : proxy_names)
            ::unsetenv(name);
        for (const auto& [name, value] : before_)
            ::setenv(name.c_str(), value.c_str(), 1);
    }
    Environment(Environment&&) = delete;

private:
    std::map<std::string, std::string> before_;
};

Result<HttpResponse> ask(const std::string& url, const HttpOptions& options)
{
    return get(HttpRequest{.url = url}, options, {});
}

std::string way(const ProxyRules& rules, const std::string& url)
{
    const auto proxy = rules.proxy_for(url);
    return proxy ? proxy->url() : "straight";
}

}  // namespace

TEST_CASE("the environment names proxies in lower and in upper case")
{
    const Environment environment{{{"HTTP_PROXY", "http://plain.example:1"},
                                   {"https_proxy", "secure.example:2"},
                                   {"HTTPS_PROXY", "http://other.example:3"},
                                   {"NO_PROXY", "polder.example, 10.0.0.0/8 *.dijk.example"}}};
    const auto rules = ProxyRules::make({});
    REQUIRE(rules);
    CHECK(way(*rules, "http://feed.example/x") == "http://plain.example:1");
    CHECK(way(*rules, "ws://feed.example/x") == "http://plain.example:1");
    CHECK(way(*rules, "https://feed.example/x") == "http://secure.example:2");
    CHECK(way(*rules, "wss://feed.example/x") == "http://secure.example:2");
    CHECK(way(*rules, "https://polder.example/x") == "straight");
    CHECK(way(*rules, "https://forum.polder.example/x") == "straight");
    CHECK(way(*rules, "https://10.1.2.3/x") == "straight");
    CHECK(way(*rules, "https://forum.dijk.example/x") == "straight");
    CHECK(way(*rules, "https://notpolder.example/x") == "http://secure.example:2");
}

TEST_CASE("a proxy for everything is the last to be looked for")
{
    const Environment environment{
        {{"ALL_PROXY", "socks5h://all.example"}, {"http_proxy", "http://plain.example"}}};
    const auto rules = ProxyRules::make({});
    REQUIRE(rules);
    CHECK(way(*rules, "https://feed.example/") == "socks5h://all.example:1080");
    CHECK(way(*rules, "http://feed.example/") == "http://plain.example:80");
}

TEST_CASE("settings go before the environment, and a login may stand in either")
{
    const Environment environment{{{"https_proxy", "http://me:p%3Aw@secure.example:2"}}};
    const auto inherited = ProxyRules::make({})->proxy_for("https://feed.example/");
    CHECK(inherited->user == "me");
    CHECK(inherited->password == "p:w");
    CHECK(inherited->url() == "http://secure.example:2");
    const auto rules = ProxyRules::make({"http://set.example:3", "polder:dijk:1", ""});
    const auto set = rules->proxy_for("https://feed.example/");
    CHECK(set->url() == "http://set.example:3");
    CHECK(set->user == "polder");
    CHECK(set->password == "dijk:1");
}

TEST_CASE("this machine is never asked through a proxy")
{
    const auto rules = ProxyRules::make({"http://proxy.example:3128", "", "nobody.example"});
    REQUIRE(rules);
    for (const char* url : {"http://localhost:8080/", "http://127.0.0.1/", "https://127.9.9.9/",
                            "http://[::1]:80/", "ws://LOCALHOST/"})
        CHECK(way(*rules, url) == "straight");
}

TEST_CASE("exceptions are names with all below them, addresses, networks or everything")
{
    CHECK(is_excepted("polder.example", "polder.example"));
    CHECK(is_excepted("a.b.polder.example.", ".Polder.example"));
    CHECK_FALSE(is_excepted("polder.example.org", "polder.example"));
    CHECK_FALSE(is_excepted("xpolder.example", "polder.example"));
    CHECK(is_excepted("any.example", "other.example,*"));
    CHECK(is_excepted("192.168.7.9", "192.168.0.0/16"));
    CHECK(is_excepted("192.168.7.9", "192.168.7.9"));
    CHECK_FALSE(is_excepted("192.169.7.9", "192.168.0.0/16"));
    CHECK(is_excepted("fd00::7", "fd00::/8"));
    CHECK_FALSE(is_excepted("fd00::7", "10.0.0.0/8,fd00::/129,fd00::/x,"));
    CHECK_FALSE(is_excepted("polder.example", ""));
}

TEST_CASE("what is no address of a proxy is refused without repeating it")
{
    for (const char* proxy : {"ftp://s3cret.example", "http://", "http://s3cret:99999", "::"}) {
        const auto loop = HttpLoop::make({.proxy = proxy});
        REQUIRE_FALSE(loop);
        CHECK(loop.error().fault == Fault::refused);
        CHECK_THAT(loop.error().text, ContainsSubstring("http://proxy.example:3128"));
        CHECK(loop.error().text.find("s3cret") == std::string::npos);
    }
}

TEST_CASE("plain questions go through the proxy that the settings name")
{
    const Environment environment;
    ConnectProxy proxy{0};
    const auto response = ask("http://feed.polder.example/x?y=1", {.proxy = proxy.url()});
    REQUIRE(response);
    CHECK(response->body == "through the proxy to http://feed.polder.example/x?y=1");
}

TEST_CASE("the environment's HTTP_PROXY is used, also in capitals, but not for this machine")
{
    ConnectProxy proxy{0};
    const Environment environment{{{"HTTP_PROXY", proxy.url()}}};
    ScriptedServer here{http_answer(200, "", "here")};
    CHECK(ask("http://feed.polder.example/", {})->body ==
          "through the proxy to http://feed.polder.example/");
    CHECK(ask(here.url(), {})->body == "here");
    CHECK(proxy.asked() == 1);
}

TEST_CASE("a direct question goes past the proxy")
{
    ConnectProxy proxy{0};
    const auto past = get(HttpRequest{.url = "http://no-such-host.invalid/", .direct = true},
                          {.proxy = proxy.url()}, {});
    REQUIRE_FALSE(past);
    CHECK_THAT(past.error().text, ContainsSubstring("no-such-host.invalid was not found"));
    CHECK(proxy.asked() == 0);
}

TEST_CASE("secure questions are led through the proxy, one tunnel for several")
{
    test::Authority authority;
    authority.certify("feed.polder.example", false);
    const test::TlsServer server{authority.folder()};
    ConnectProxy proxy{server.port(), "Basic bWU6cHc="};
    HttpLoop loop = *HttpLoop::make(
        {.extra_ca_file = authority.file(), .proxy = proxy.url(), .proxy_login = "me:pw"});
    loop.start({.url = "https://feed.polder.example/"});
    const auto finished = loop.work(10s);
    REQUIRE(finished.size() == 1);
    INFO((finished[0].response ? "" : finished[0].response.error().text));
    REQUIRE(finished[0].response);
    CHECK(finished[0].response->status == 200);
    CHECK(finished[0].response->headers.count("via") == 0);  // the proxy's, not the server's
    CHECK(proxy.last_target() == "feed.polder.example:443");
}

TEST_CASE("a proxy that wants a login is said so, with the way out")
{
    ConnectProxy proxy{0, "Basic bWU6cHc="};
    for (const char* url : {"http://feed.polder.example/?s3cret", "https://feed.polder.example/"}) {
        const auto without = ask(url, {.proxy = proxy.url()});
        REQUIRE_FALSE(without);
        CHECK(without.error().fault == Fault::rejected);
        CHECK_THAT(without.error().text, ContainsSubstring("the proxy 127.0.0.1 wants a login"));
        const auto wrong = ask(url, {.proxy = proxy.url(), .proxy_login = "me:s3cret"});
        REQUIRE_FALSE(wrong);
        CHECK_THAT(wrong.error().text, ContainsSubstring("does not accept the login"));
        CHECK(wrong.error().text.find("s3cret") == std::string::npos);
    }
    CHECK(ask("http://feed.polder.example/", {.proxy = proxy.url(), .proxy_login = "me:pw"}));
    CHECK(proxy.refused() == 4);
}

TEST_CASE("a proxy that does not let us through or finds nobody is said so")
{
    ScriptedServer forbids{http_answer(403, "", "")};
    const auto forbidden = ask("https://feed.polder.example/", {.proxy = forbids.url("")});
    REQUIRE_FALSE(forbidden);
    CHECK(forbidden.error().fault == Fault::rejected);
    CHECK_THAT(forbidden.error().text, ContainsSubstring("does not let us through"));
    ConnectProxy finds_nobody{1};
    const auto gone = ask("https://feed.polder.example/", {.proxy = finds_nobody.url()});
    REQUIRE_FALSE(gone);
    CHECK(gone.error().fault == Fault::later);
    CHECK_THAT(gone.error().text, ContainsSubstring("does not reach feed.polder.example"));
}

TEST_CASE("a proxy that cannot be reached or found is not mistaken for the server")
{
    const auto refused = ask("https://feed.polder.example/", {.proxy = "http://127.0.0.1:1"});
    CHECK_THAT(refused.error().text, ContainsSubstring("the proxy 127.0.0.1 cannot be reached"));
    const auto unknown = ask("https://feed.polder.example/", {.proxy = "http://no.invalid:1"});
    CHECK_THAT(unknown.error().text, ContainsSubstring("the proxy no.invalid was not found"));
}
