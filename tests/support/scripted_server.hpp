// SPDX-License-Identifier: Apache-2.0
// A web server on loopback for tests: says exactly the bytes a test wants, as slowly as it wants.
#pragma once

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace narrowcast::test {

class ScriptedServer {
public:
    struct Asked {
        std::string target;                          // "/feed.xml?x=1"
        std::map<std::string, std::string> headers;  // names in lower case
        std::string body;

        std::string header(const std::string& name) const
        {
            const auto found = headers.find(name);
            return found == headers.end() ? std::string{} : found->second;
        }
    };

    // One connection, as the handler sees it.
    class Wire {
    public:
        Wire(int socket, std::stop_token stop) : socket_{socket}, stop_{std::move(stop)} {}

        // False once the client or the test is gone.
        bool send(std::string_view bytes)
        {
            while (!bytes.empty() && !stop_.stop_requested()) {
                pollfd ready{socket_, POLLOUT, 0};
                if (::poll(&ready, 1, 20) == 0) continue;
                const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                if (sent <= 0) return false;
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            }
            return bytes.empty() && !stop_.stop_requested();
        }

        // Says nothing until the client or the test goes away.
        void keep_silent()
        {
            char byte = 0;
            while (!stop_.stop_requested()) {
                pollfd ready{socket_, POLLIN, 0};
                if (::poll(&ready, 1, 20) > 0 && ::recv(socket_, &byte, 1, 0) <= 0) return;
            }
        }

        // The next `count` bytes that the client says; fewer when it or the test goes
        // away, or when ten seconds pass.
        std::string hear(std::size_t count)
        {
            std::string said;
            const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
            while (said.size() < count && !stop_.stop_requested() &&
                   std::chrono::steady_clock::now() < end) {
                pollfd ready{socket_, POLLIN, 0};
                if (::poll(&ready, 1, 20) == 0) continue;
                char buffer[4096];
                const auto got =
                    ::recv(socket_, buffer, std::min(sizeof buffer, count - said.size()), 0);
                if (got <= 0) break;
                said.append(buffer, static_cast<std::size_t>(got));
            }
            return said;
        }

        int socket() const { return socket_; }
        const std::stop_token& stop() const { return stop_; }

        // False when the client or the test went away meanwhile.
        bool wait(std::chrono::milliseconds time)
        {
            pollfd ready{socket_, POLLIN, 0};
            return ::poll(&ready, 1, static_cast<int>(time.count())) == 0 &&
                   !stop_.stop_requested();
        }

    private:
        int socket_;
        std::stop_token stop_;
    };

    using Handler = std::function<void(const Asked&, Wire&)>;

    explicit ScriptedServer(Handler handler) : handler_{std::move(handler)}
    {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error{"no loopback socket for the test's server"};
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread{[this](const std::stop_token& stop) { accept_all(stop); }};
    }

    // Answers everything with the same bytes.
    explicit ScriptedServer(std::string answer)
        : ScriptedServer{
              [answer = std::move(answer)](const Asked&, Wire& wire) { wire.send(answer); }}
    {
    }

    ~ScriptedServer()
    {
        thread_.request_stop();
        thread_.join();
        ::close(listener_);
    }
    ScriptedServer(ScriptedServer&&) = delete;

    std::string url(std::string_view target = "/") const
    {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string{target};
    }

    int port() const { return port_; }

    Channel<Asked> asked{10'000};  // every request, in order

private:
    void accept_all(const std::stop_token& stop)
    {
        std::list<std::jthread> connections;
        while (!stop.stop_requested()) {
            pollfd ready{listener_, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0) continue;
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) continue;
            connections.emplace_back([this, socket](const std::stop_token& own) {
                serve(socket, own);
                ::close(socket);
            });
        }
    }

    void serve(int socket, const std::stop_token& stop)
    {
        std::string said;
        const auto hear = [&] {
            pollfd ready{socket, POLLIN, 0};
            if (::poll(&ready, 1, 20) == 0) return !stop.stop_requested();
            char buffer[4096];
            const auto got = ::recv(socket, buffer, sizeof buffer, 0);
            if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
            return got > 0 && !stop.stop_requested();
        };
        while (said.find("\r\n\r\n") == std::string::npos)
            if (!hear()) return;
        const std::size_t body = said.find("\r\n\r\n") + 4;
        Asked request = parsed(said.substr(0, body));
        const std::string length = request.header("content-length");
        while (!length.empty() && said.size() < body + std::stoul(length))
            if (!hear()) return;
        request.body = said.substr(body);
        Asked copy = request;
        asked.try_push(copy);
        Wire wire{socket, stop};
        handler_(request, wire);
    }

    static Asked parsed(const std::string& head)
    {
        Asked request;
        const auto lines = split(head, '\n');
        const auto words = split(lines.front(), ' ');
        if (words.size() > 1) request.target = words[1];
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const auto colon = lines[i].find(':');
            if (colon == std::string_view::npos) continue;
            request.headers[ascii_lower(lines[i].substr(0, colon))] =
                trimmed(lines[i].substr(colon + 1));
        }
        return request;
    }

    Handler handler_;
    int listener_ = -1;
    int port_ = 0;
    std::jthread thread_;
};

// A whole answer; the connection ends after it.
inline std::string http_answer(int status, std::string_view headers, std::string_view body)
{
    return "HTTP/1.1 " + std::to_string(status) +
           " Said so\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string{headers} + "\r\n" + std::string{body};
}

}  // namespace narrowcast::test
