// SPDX-License-Identifier: Apache-2.0
// Certificates, against a real TLS server: `openssl s_server` with a certificate authority of our
// own.
#include "lib/curl.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace narrowcast;
using namespace narrowcast::lib;
using Catch::Matchers::ContainsSubstring;

namespace {

// An authority that signs a certificate for `host`, valid or expired.
class Authority {
public:
    Authority()
    {
        run("openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 "
            "-subj /CN=Polder-test-authority");
    }

    std::string file() const { return (folder_.path() / "ca.pem").string(); }
    std::string folder() const { return folder_.path().string(); }

    void certify(const std::string& host, bool expired)
    {
        std::ofstream{folder_.path() / "names"} << "subjectAltName=DNS:" << host << "\n";
        run("openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=" + host);
        const std::string sign =
            "openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key "
            "-CAcreateserial -extfile names -out leaf.pem ";
        if (!expired) return run(sign + "-days 2");
        // OpenSSL before 3.4 has no -not_after, later ones may refuse a negative number of days.
        run("( " + sign + "-days -1 || " + sign +
            "-not_before 20190101000000Z -not_after 20200101000000Z )");
    }

    void sign_itself()
    {
        run("openssl req -x509 -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.pem -days 2 "
            "-subj /CN=localhost -addext subjectAltName=DNS:localhost");
    }

private:
    void run(const std::string& command)
    {
        REQUIRE(std::system(("cd '" + folder() + "' && " + command + " >/dev/null 2>&1").c_str()) ==
                0);
    }
    test::TemporaryFolder folder_;
};

// `openssl s_server` on a free port, until the end of the test.
class TlsServer {
public:
    explicit TlsServer(const std::string& folder, const char* mode = "-www")
    {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(STDERR_FILENO);
            ::close(ends[0]);
            if (::chdir(folder.c_str()) != 0) ::_exit(1);
            ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",
                     "leaf.pem", "-key", "leaf.key", mode, nullptr);
            ::_exit(1);
        }
        ::close(ends[1]);
        std::FILE* const said = ::fdopen(ends[0], "r");
        char line[256];
        while (port_ == 0 && std::fgets(line, sizeof line, said) != nullptr)
            if (const std::string text{line}; text.starts_with("ACCEPT"))
                port_ = std::atoi(text.substr(text.rfind(':') + 1).c_str());
        output_ = said;
        REQUIRE(port_ != 0);
    }
    ~TlsServer()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        std::fclose(output_);
    }
    TlsServer(TlsServer&&) = delete;

    std::string url() const
    {
        return "https://localhost:" + std::to_string(port_) + "/?key=s3cret";
    }

private:
    pid_t child_ = 0;
    int port_ = 0;
    std::FILE* output_ = nullptr;
};

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
    const TlsServer server{authority.folder(), "-HTTP"};
    std::string url = server.url();
    url.replace(url.find("/?"), std::string::npos, "/away");
    const auto response = ask(url, authority.file());
    CHECK_THAT(refusal(response), ContainsSubstring("not secure"));
}
