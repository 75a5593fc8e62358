// SPDX-License-Identifier: Apache-2.0
// For the tests of WebSockets: the frames of a server, and one who waits for what comes.
#pragma once

#include "lib/signature.hpp"
#include "lib/websocket.hpp"

#include "support/catch.hpp"
#include "support/scripted_server.hpp"

#include <openssl/sha.h>

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace narrowcast::test {

enum Opcode { continued = 0, text_frame = 1, binary_frame = 2, closing = 8, ping = 9, pong = 10 };

inline std::string frame(Opcode opcode, std::string_view payload, bool last = true,
                         bool masked = false)
{
    std::string bytes;
    bytes += static_cast<char>(opcode | (last ? 128 : 0));
    const int mask = masked ? 128 : 0;
    const std::size_t size = payload.size();
    const int bytes_of_size = size < 126 ? 0 : size < 65536 ? 2 : 8;
    const std::size_t first = bytes_of_size == 0 ? size : bytes_of_size == 2 ? 126 : 127;
    bytes += static_cast<char>(first | static_cast<unsigned>(mask));
    for (int i = bytes_of_size - 1; i >= 0; --i)
        bytes += static_cast<char>((size >> 8 * i) & 255U);
    if (masked) bytes += std::string(4, '\0');
    return bytes + std::string{payload};
}

inline std::string close_frame(int code, std::string_view reason)
{
    const std::string number{static_cast<char>(code / 256), static_cast<char>(code % 256)};
    return frame(closing, number + std::string{reason});
}

inline std::string accepted(const std::string& key)
{
    const std::string salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char digest[20];
    ::SHA1(reinterpret_cast<const unsigned char*>(salted.data()), salted.size(), digest);
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           lib::base64({reinterpret_cast<const char*>(digest), sizeof digest}) + "\r\n\r\n";
}

// A short masked frame of a client: opcode and text.
inline std::pair<int, std::string> heard(ScriptedServer::Wire& wire)
{
    const std::string head = wire.hear(2);
    if (head.size() < 2) return {-1, ""};
    const std::string mask = wire.hear(4);
    std::string payload = wire.hear(static_cast<unsigned char>(head[1]) & 127U);
    for (std::size_t i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    return {head[0] & 15, payload};
}

// A server that opens every WebSocket and then does what the test wants.
template <class Then>
ScriptedServer::Handler opened(Then then)
{
    return [then](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        if (wire.send(accepted(asked.header("sec-websocket-key")))) then(wire);
    };
}

inline std::string socket_url(const ScriptedServer& server, std::string_view target = "/")
{
    return "ws://127.0.0.1:" + std::to_string(server.port()) + std::string{target};
}

class Listener {
public:
    explicit Listener(lib::WebSocketOptions options = {})
        : sockets{*lib::WebSockets::make(std::move(options), [this] {
              bool woken = true;
              wakes_.try_push(woken);
          })}
    {
    }

    // The next event, of any connection.
    lib::WebSockets::Event next()
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (waiting_.empty() && std::chrono::steady_clock::now() < end) {
            for (auto& event : sockets.take())
                waiting_.push_back(std::move(event));
            if (waiting_.empty()) wakes_.pop_for(std::chrono::seconds{1}, {});
        }
        REQUIRE_FALSE(waiting_.empty());
        auto event = std::move(waiting_.front());
        waiting_.pop_front();
        return event;
    }

    std::string message()
    {
        auto event = next();
        if (const auto* closed = std::get_if<lib::WebSocketClosed>(&event.what))
            FAIL(closed->error.text);
        REQUIRE(std::holds_alternative<lib::WebSocketMessage>(event.what));
        return std::get<lib::WebSocketMessage>(event.what).text;
    }

    // Of the next connection that ends, whatever comes before.
    lib::WebSocketClosed closed()
    {
        while (true) {
            auto event = next();
            if (auto* end = std::get_if<lib::WebSocketClosed>(&event.what)) return std::move(*end);
        }
    }

private:
    Channel<bool> wakes_{1};
    std::deque<lib::WebSockets::Event> waiting_;

public:
    lib::WebSockets sockets;  // last: it wakes us
};

}  // namespace narrowcast::test
