// SPDX-License-Identifier: Apache-2.0
// A real TLS server for tests, `openssl s_server`, with a certificate authority of our own.
#pragma once

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::test {

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
    TemporaryFolder folder_;
};

// On a free port until the end of the test. With "-www" or "-HTTP" it answers like a web server,
// without a mode it says what we say and we hear what the client says.
class TlsServer {
public:
    explicit TlsServer(const std::string& folder, std::vector<const char*> more = {"-www"})
    {
        std::array<int, 2> out{}, in{};
        REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
        REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
        std::vector<const char*> words{"openssl", "s_server", "-accept", "127.0.0.1:0",
                                       "-cert",   "leaf.pem", "-key",    "leaf.key"};
        words.insert(words.end(), more.begin(), more.end());
        words.push_back(nullptr);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            ::close(STDERR_FILENO);
            if (::chdir(folder.c_str()) != 0) ::_exit(1);
            ::execvp("openssl", const_cast<char* const*>(words.data()));
            ::_exit(1);
        }
        ::close(out[1]);
        ::close(in[0]);
        from_ = out[0];
        to_ = in[1];
        hear("ACCEPT 127.0.0.1:");
        port_ = std::atoi(hear("\n").c_str());
        REQUIRE(port_ != 0);
    }
    ~TlsServer()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        ::close(from_);
        ::close(to_);
    }
    TlsServer(TlsServer&&) = delete;

    std::string url(std::string_view scheme = "https") const
    {
        return std::string{scheme} + "://localhost:" + std::to_string(port_) + "/?key=s3cret";
    }

    int port() const { return port_; }

    // What it prints, up to and with `end`; what it printed in ten seconds if that does not come.
    std::string hear(std::string_view end)
    {
        std::string said;
        char byte = 0;
        pollfd ready{from_, POLLIN, 0};
        while (!said.ends_with(end) && ::poll(&ready, 1, 10'000) == 1 &&
               ::read(from_, &byte, 1) == 1)
            said += byte;
        return said;
    }

    void say(std::string_view bytes) const
    {
        REQUIRE(::write(to_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }

private:
    pid_t child_ = 0;
    int port_ = 0, from_ = -1, to_ = -1;
};

}  // namespace narrowcast::test
