// SPDX-License-Identifier: Apache-2.0
// Certificates, against a real TLS server: `openssl s_server` with a certificate authority of our
// own.
#include "lib/curl.hpp"

#include "support/catch.hpp"
#include "support/tls_server.hpp"

#include <fstream>

using namespace narrowcast;
using namespace narrowcast::lib;
using Catch::Matchers::ContainsSubstring;
using test::Authority;
using test::TlsServer;

namespace {

Result<HttpResponse> ask(const std::string& url, const std::string& extra_ca_file)
{
    HttpOptions options;
    options.extra_ca_file = extra_ca_file;
    return get(HttpRequest{.url = url}, options, {});
}

std::string refusal(const Result<HttpResponse>& response)
{
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == Fault::rejected);
    CHECK(response.error().text.find("s3cret") == std::string::npos);
    return response.error().text;
}

}  // namespace

TEST_CASE("a certificate of an authority of our own is trusted when it is named")
{
    Authority authority;
    authority.certify("localhost", false);
    const TlsServer server{authority.folder()};
    const auto response = ask(server.url(), authority.file());
    REQUIRE(response);
    CHECK(response->status == 200);
}

TEST_CASE("a certificate of an authority that is not named is refused")
{
    Authority authority;
    authority.certify("localhost", false);
    const TlsServer server{authority.folder()};
    CHECK_THAT(refusal(ask(server.url(), "")), ContainsSubstring("extra_ca_file"));
}

TEST_CASE("a self-signed certificate is refused with the way out")
{
    Authority authority;
    authority.sign_itself();
    const TlsServer server{authority.folder()};
    const std::string text = refusal(ask(server.url(), authority.file()));
    CHECK_THAT(text, ContainsSubstring("localhost"));
    CHECK_THAT(text, ContainsSubstring("self-signed"));
}

TEST_CASE("an expired certificate is refused as expired")
{
    Authority authority;
    authority.certify("localhost", true);
    const TlsServer server{authority.folder()};
    CHECK_THAT(refusal(ask(server.url(), authority.file())),
               ContainsSubstring("certificate of localhost has expired"));
}

TEST_CASE("a certificate of another host is refused as such")
{
    Authority authority;
    authority.certify("other.example", false);
    const TlsServer server{authority.folder()};
    CHECK_THAT(refusal(ask(server.url(), authority.file())),
               ContainsSubstring("is for another host"));
}

TEST_CASE("a redirect from https to http is refused")
{
    // s_server cannot redirect; HTTP mode (-HTTP) sends a file as the whole answer.
    Authority authority;
    authority.certify("localhost", false);
    std::ofstream{authority.folder() + "/away"}
        << "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    const TlsServer server{authority.folder(), {"-HTTP"}};
    std::string url = server.url();
    url.replace(url.find("/?"), std::string::npos, "/away");
    const auto response = ask(url, authority.file());
    CHECK_THAT(refusal(response), ContainsSubstring("not secure"));
}
