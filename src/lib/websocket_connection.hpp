// SPDX-License-Identifier: Apache-2.0
// One WebSocket from its name to its last message: part of websocket.cpp, on its thread only.
#pragma once

#include "lib/websocket.hpp"
#include "lib/websocket_approach.hpp"
#include "lib/websocket_fault.hpp"
#include "lib/websocket_wire.hpp"

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/text.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace narrowcast::lib::listening {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace protocol = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

// What of one connection waits to be taken; both threads.
struct Backlog {
    std::atomic<std::size_t> bytes = 0;
    std::atomic<bool> paused = false;  // not read until it is smaller
};

struct Arrived {
    WebSockets::Event event;
    std::shared_ptr<Backlog> backlog;
    std::size_t cost = 0;
};

// What all connections share.
struct Shared {
    WebSocketOptions options;
    ProxyRules proxies;
    std::function<void()> on_ready;
    asio::ssl::context tls{asio::ssl::context::tls_client};
    // bounded by `most_waiting` of each connection
    Channel<Arrived> arrived{std::numeric_limits<std::size_t>::max()};
    std::atomic<bool> told = false;  // `on_ready` was called and nothing taken since
    asio::io_context io{1};

    void deliver(Arrived item)
    {
        arrived.try_push(item);
        if (!told.exchange(true)) on_ready();
    }
};

// From the name to the last message, on the thread of the io_context only.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Shared& shared, WebSockets::Ticket ticket, WebSocketRequest request)
        : shared_{shared}, ticket_{ticket}, request_{std::move(request)}
    {
    }

    // `on_end` is called once, when all is over.
    void start(std::function<void()> on_end)
    {
        watch();
        asio::co_spawn(shared_.io, run(),
                       [self = shared_from_this(),
                        on_end = std::move(on_end)](const std::exception_ptr& thrown) {
                           self->finish(thrown != nullptr);
                           on_end();
                       });
    }

    void leave()
    {
        if (std::exchange(leaving_, true)) return;
        if (!opened_ || !close_politely_) return cut();
        close_politely_();
        watch_.expires_after(farewell);
        watch_.async_wait([self = shared_from_this()](error_code error) {
            if (!error) self->cut();
        });
    }

    void resume() { room_.cancel(); }

private:
    // for the other side to answer our close frame
    static constexpr std::chrono::milliseconds farewell{250};
    static constexpr std::size_t piece = std::size_t{64} * 1024;
    static constexpr std::size_t largest_body = std::size_t{64} * 1024;  // of a refused upgrade
    static constexpr std::size_t event_cost = sizeof(WebSockets::Event) + 64;  // beside its text

    asio::awaitable<void> run()
    {
        const auto self = shared_from_this();
        const auto url = url_parts(request_.url);
        if (!url || (url->scheme != "wss" && url->scheme != "ws")) {
            fail_with(no_address_error());
            co_return;
        }
        host_ = url->host;
        approach_.emplace(shared_.io, Destination{*url, shared_.proxies.proxy_for(request_.url),
                                                  shared_.options.user_agent, request_.public_only,
                                                  shared_.options.public_but});
        if (is_over()) co_return;
        if (url->scheme == "ws") {
            protocol::stream<PlainWire, false> socket{shared_.io};
            wire_ = &socket.next_layer();
            if (co_await is_reached()) co_await converse(socket);
        } else {
            protocol::stream<SecureWire, false> socket{shared_.io, shared_.tls};
            wire_ = &beast::get_lowest_layer(socket);
            if (co_await is_reached() && co_await is_secured(socket.next_layer()))
                co_await converse(socket);
        }
        forget_socket();
    }

    asio::awaitable<bool> is_reached()
    {
        const Result<void> reached = co_await approach_->reach(*wire_);
        if (!reached) fail_with(reached.error());
        co_return reached && !is_over();
    }

    asio::awaitable<bool> is_secured(asio::ssl::stream<tcp::socket>& stream)
    {
        const Result<void> secured = co_await approach_->secure(stream);
        if (!secured) fail_with(secured.error());
        co_return secured && !is_over();
    }

    void forget_socket()
    {
        wire_ = nullptr;
        ping_ = close_politely_ = nullptr;
    }

    template <class Socket>
    asio::awaitable<void> converse(Socket& socket)
    {
        ping_ = [this, &socket] {
            pinging_ = true;
            const auto sent = [self = shared_from_this()](error_code) { self->pinging_ = false; };
            socket.async_ping({}, sent);
        };
        close_politely_ = [this, &socket] {
            const auto sent = [self = shared_from_this()](error_code) { self->cut(); };
            socket.async_close(protocol::close_code::going_away, sent);
        };
        const bool open = co_await upgrade(socket) && co_await greet(socket);
        if (!open || is_over()) co_return;
        opened_ = true;
        heard_ = Clock::now();
        watch();
        deliver(WebSocketOpened{}, 0);
        co_await listen(socket);
    }

    template <class Socket>
    asio::awaitable<bool> upgrade(Socket& socket)
    {
        // silence is watched by look(): Beast would count a pause of ours as one, too
        socket.set_option(
            protocol::stream_base::timeout{.handshake_timeout = protocol::stream_base::none(),
                                           .idle_timeout = protocol::stream_base::none(),
                                           .keep_alive_pings = false});
        socket.read_message_max(request_.largest);
        socket.control_callback(
            [this](protocol::frame_type, std::string_view) { heard_ = Clock::now(); });
        socket.set_option(protocol::stream_base::decorator(
            [this](protocol::request_type& message) { dress(message); }));
        const Destination& there = approach_->destination();
        const bool usual = there.url.port == (there.url.scheme == "wss" ? 443 : 80);
        const std::string host = usual ? there.host() : there.host_and_port();
        protocol::response_type answer;
        error_code error;
        co_await socket.async_handshake(answer, host, there.url.target,
                                        asio::redirect_error(asio::use_awaitable, error));
        if (!error) co_return true;
        if (error.category() == make_error_code(protocol::error::upgrade_declined).category())
            refused(answer);
        else
            fail_with(broken_off_error(host_));
        co_return false;
    }

    void dress(protocol::request_type& message) const
    {
        message.set(http::field::user_agent, on_one_line(shared_.options.user_agent));
        for (const auto& [name, value] : request_.headers)
            message.set(on_one_line(name), on_one_line(value));
    }

    void refused(const protocol::response_type& answer)
    {
        if (answer.result_int() == 101) return fail_with(against_rules_error(host_));
        WebSocketClosed closed;
        closed.status = static_cast<int>(answer.result_int());
        for (const auto& field : answer)
            closed.headers.emplace(ascii_lower(std::string{field.name_string()}),
                                   std::string{field.value()});
        closed.body = answer.body().substr(0, largest_body);
        explain_refusal(host_, closed);
        if (!ending_) ending_ = std::move(closed);
    }

    template <class Socket>
    asio::awaitable<bool> greet(Socket& socket)
    {
        error_code error;
        for (const std::string& words : request_.hello) {
            co_await socket.async_write(asio::buffer(words),
                                        asio::redirect_error(asio::use_awaitable, error));
            if (!error) continue;
            fail_with(broken_off_error(host_));
            co_return false;
        }
        co_return true;
    }

    template <class Socket>
    asio::awaitable<void> listen(Socket& socket)
    {
        beast::flat_buffer buffer;
        error_code error;
        while (true) {
            co_await socket.async_read_some(buffer, piece,
                                            asio::redirect_error(asio::use_awaitable, error));
            if (error) break;
            heard_ = Clock::now();
            if (!socket.is_message_done()) continue;
            if (socket.got_text()) {
                const auto bytes = buffer.cdata();
                std::string text{static_cast<const char*>(bytes.data()), bytes.size()};
                const std::size_t size = text.size();
                deliver(WebSocketMessage{std::move(text)}, size);
            }
            buffer.consume(buffer.size());
            co_await wait_for_room();
        }
        ended(error, socket.reason());
    }

    // While we do not read, the network's own buffers fill and the other side has to wait.
    asio::awaitable<void> wait_for_room()
    {
        const std::size_t most = shared_.options.most_waiting;
        if (backlog_->bytes <= most) co_return;
        backlog_->paused = true;
        error_code ignored;
        if (backlog_->bytes > most / 2) {
            resting_ = true;
            room_.expires_at(Clock::time_point::max());
            co_await room_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            resting_ = false;
            heard_ = Clock::now();
        }
        backlog_->paused = false;
    }

    void ended(error_code error, const protocol::close_reason& reason)
    {
        if (error == protocol::error::closed) {
            WebSocketClosed closed{.error = closed_error(host_, reason.code)};
            closed.code = reason.code;
            closed.reason = std::string{reason.reason.data(), reason.reason.size()};
            if (!ending_) ending_ = std::move(closed);
        } else if (error == protocol::error::message_too_big ||
                   error == protocol::error::buffer_overflow) {
            fail_with(too_large_error(host_, request_.largest));
        } else if (error == protocol::condition::protocol_violation) {
            fail_with(against_rules_error(host_));
        } else {
            fail_with(broken_off_error(host_));
        }
    }

    // Before it is open: until the time for that is over. Then: for signs of life.
    void watch()
    {
        watch_.expires_after(opened_ ? request_.silent / 4 : shared_.options.timeout);
        watch_.async_wait([self = shared_from_this()](error_code error) {
            if (!error && !self->leaving_) self->look();
        });
    }

    void look()
    {
        if (!opened_) {
            FaultFacts late{.where = host_};
            late.timeout = shared_.options.timeout;
            fail_with(timeout_error(late));
            return cut();
        }
        const auto since = resting_ ? Clock::duration{0} : Clock::now() - heard_;
        if (since >= request_.silent) {
            fail_with(silent_error(host_, request_.silent));
            return cut();
        }
        if (since >= request_.silent / 2 && !pinging_ && ping_) ping_();
        watch();
    }

    // Whatever is being waited for ends with an error.
    void cut()
    {
        if (!ending_) fail_with(broken_off_error(host_));
        error_code ignored;
        if (approach_) approach_->cut();
        if (wire_ != nullptr) wire_->close(ignored);
        room_.cancel();
        is_cut_ = true;
    }

    void finish(bool by_exception)
    {
        if (by_exception) fail_with(broken_off_error(host_));
        forget_socket();
        watch_.cancel();
        if (!ending_) fail_with(broken_off_error(host_));
        deliver(std::move(*ending_), 0);
    }

    void deliver(decltype(WebSockets::Event::what) what, std::size_t size)
    {
        const std::size_t cost = size + event_cost;
        backlog_->bytes += cost;
        shared_.deliver({{ticket_, std::move(what)}, backlog_, cost});
    }

    void fail_with(Error error)
    {
        if (!ending_) ending_ = WebSocketClosed{.error = std::move(error)};
    }

    bool is_over() const { return leaving_ || is_cut_; }

    Shared& shared_;
    const WebSockets::Ticket ticket_;
    const WebSocketRequest request_;
    std::string host_;  // that may be shown
    std::optional<Approach> approach_;
    const std::shared_ptr<Backlog> backlog_ = std::make_shared<Backlog>();
    asio::steady_timer watch_{shared_.io}, room_{shared_.io};
    tcp::socket* wire_ = nullptr;  // below the socket, while there is one
    std::function<void()> ping_, close_politely_;
    Clock::time_point heard_{};
    std::optional<WebSocketClosed> ending_;  // the first reason is the one that is told
    bool opened_ = false, leaving_ = false, pinging_ = false, resting_ = false, is_cut_ = false;
};

}  // namespace narrowcast::lib::listening
