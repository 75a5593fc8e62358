// SPDX-License-Identifier: Apache-2.0
// What a WebSocket's frames go over: part of websocket.cpp.
//
// Beast would wait at the end until the other side, too, has closed, and forget why it ended; we
// have no more to say to it.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/role.hpp>

#include <concepts>
#include <utility>

namespace narrowcast::lib::listening {

class PlainWire : public boost::asio::ip::tcp::socket {
public:
    using boost::asio::ip::tcp::socket::socket;
};
class SecureWire : public boost::asio::ssl::stream<boost::asio::ip::tcp::socket> {
public:
    using boost::asio::ssl::stream<boost::asio::ip::tcp::socket>::stream;
};

template <class Wire, class Handler>
requires std::same_as<Wire, PlainWire> || std::same_as<Wire, SecureWire>
void async_teardown(boost::beast::role_type, Wire& wire, Handler&& handler)
{
    boost::asio::post(wire.get_executor(),
                      boost::beast::bind_front_handler(std::forward<Handler>(handler),
                                                       boost::system::error_code{}));
}

}  // namespace narrowcast::lib::listening
