// SPDX-License-Identifier: Apache-2.0
// A proxy as companies have them, for tests: leads every CONNECT to one server on loopback,
// answers plain questions itself, and may want a login.
#pragma once

#include "support/scripted_server.hpp"

#include <atomic>

namespace narrowcast::test {

class ConnectProxy {
public:
    // `to`: port of the server behind. `login`: what Proxy-Authorization must say, "": nothing.
    explicit ConnectProxy(int to, std::string login = {})
        : to_{to}, login_{std::move(login)}, server_{[this](const auto& asked, auto& wire) {
              answer(asked, wire);
          }}
    {
    }

    std::string url() const { return server_.url(""); }
    int asked() const { return asked_; }
    int refused() const { return refused_; }
    std::string last_target() { return server_.asked.pop_for(std::chrono::seconds{1}, {})->target; }

private:
    void answer(const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire)
    {
        ++asked_;
        if (asked.header("proxy-authorization") != login_) {
            ++refused_;
            wire.send(http_answer(407, "Proxy-Authenticate: Basic realm=\"polder\"\r\n", "no"));
        } else if (asked.target.starts_with("http://")) {
            wire.send(http_answer(200, "", "through the proxy to " + asked.target));
        } else {
            lead(wire);
        }
    }

    void lead(ScriptedServer::Wire& wire) const
    {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(to_));
        if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            wire.send(http_answer(502, "", "nobody there"));
        } else if (wire.send("HTTP/1.1 200 Connection established\r\nVia: polder\r\n\r\n")) {
            while (!wire.stop().stop_requested() && carried(wire.socket(), server)) {
            }
        }
        ::close(server);
    }

    static bool carried(int one, int other)
    {
        pollfd ready[2]{{one, POLLIN, 0}, {other, POLLIN, 0}};
        if (::poll(ready, 2, 20) < 0) return false;
        return (ready[0].revents == 0 || passed(one, other)) &&
               (ready[1].revents == 0 || passed(other, one));
    }

    static bool passed(int from, int to)
    {
        char buffer[16 * 1024];
        const auto got = ::recv(from, buffer, sizeof buffer, 0);
        return got > 0 && ::send(to, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
    }

    const int to_;
    const std::string login_;
    std::atomic<int> asked_ = 0, refused_ = 0;
    ScriptedServer server_;  // last: its thread uses the rest
};

}  // namespace narrowcast::test
