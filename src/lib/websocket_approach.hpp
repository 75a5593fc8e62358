// SPDX-License-Identifier: Apache-2.0
// The way from an address to a connection: its name, the proxy between, TLS. Part of
// websocket.cpp, on its thread only; so that Beast is compiled without it.
#pragma once

#include "lib/curl_fault.hpp"
#include "lib/curl_url.hpp"
#include "lib/proxy.hpp"

#include "narrowcast/base/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace narrowcast::lib {

struct Destination {
    UrlParts url;
    std::optional<Proxy> proxy;
    std::string user_agent;
    bool public_only = false;
    std::vector<std::string> public_but;

    FaultFacts facts() const;
    std::string host() const;           // IPv6 in brackets
    std::string host_and_port() const;  // "[::1]:443"
};

// A text for a header's value: a line break would begin a header of its own.
std::string on_one_line(std::string text);

class Approach {
public:
    using Wire = boost::asio::ip::tcp::socket;
    template <class Value>
    using Awaitable = boost::asio::awaitable<Value>;

    Approach(boost::asio::io_context& io, Destination destination)
        : destination_{std::move(destination)}, lookup_{io}, timer_{io}
    {
    }

    Awaitable<Result<void>> reach(Wire& wire);
    Awaitable<Result<void>> secure(boost::asio::ssl::stream<Wire>& stream) const;

    void cut();  // the name is no longer waited for; who waits for the wire closes it

    const Destination& destination() const { return destination_; }

private:
    using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
    Awaitable<Result<Endpoints>> find();
    Awaitable<Result<void>> connect(Wire& wire, const Endpoints& endpoints);
    Awaitable<Result<void>> pass_proxy(Wire& wire) const;
    bool is_admitted() const;
    bool may_call(const sockaddr& address) const;

    Destination destination_;
    boost::asio::posix::stream_descriptor lookup_;
    boost::asio::steady_timer timer_;
    bool is_cut_ = false;
};

}  // namespace narrowcast::lib
