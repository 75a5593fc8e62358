// SPDX-License-Identifier: Apache-2.0
// A hub that says to each caller in turn what the test wants, byte for byte, over a real socket.
#pragma once

#include "support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace narrowcast::test {

inline constexpr std::string_view stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

// A caller's connection; closes at its end.
class Caller {
public:
    explicit Caller(int descriptor) : descriptor_{descriptor} { read_question(); }
    Caller(Caller&& other) noexcept
        : descriptor_{std::exchange(other.descriptor_, -1)}, question_{std::move(other.question_)}
    {
    }
    Caller& operator=(Caller&&) = delete;
    ~Caller()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    const std::string& question() const { return question_; }  // the request's head

    void say(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void say_edition(std::string_view json) const
    {
        say("event: edition\ndata: " + std::string{json} + "\n\n");
    }

    // The other side hung up.
    bool wait_until_gone() const
    {
        std::array<char, 256> bytes{};
        while (::recv(descriptor_, bytes.data(), bytes.size(), 0) > 0) {
        }
        return true;
    }

private:
    void read_question()
    {
        std::array<char, 1024> bytes{};
        while (question_.find("\r\n\r\n") == std::string::npos) {
            const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
            if (count <= 0) return;
            question_.append(bytes.data(), static_cast<std::size_t>(count));
        }
    }

    int descriptor_;
    std::string question_;
};

class HubDouble {
public:
    HubDouble()
    {
        descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(descriptor_, 8) == 0);
        REQUIRE(::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
    }
    HubDouble(const HubDouble&) = delete;
    HubDouble& operator=(const HubDouble&) = delete;
    ~HubDouble() { ::close(descriptor_); }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    // The next call, and what was asked.
    Caller next_caller() const
    {
        pollfd waiting{descriptor_, POLLIN, 0};
        REQUIRE(::poll(&waiting, 1, 60'000) == 1);
        const int caller = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
        REQUIRE(caller >= 0);
        return Caller{caller};
    }

private:
    int descriptor_ = -1;
    int port_ = 0;
};

}  // namespace narrowcast::test
