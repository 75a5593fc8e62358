// SPDX-License-Identifier: Apache-2.0
#include "lib/http_server.hpp"

#include "lib/event_subscriber.hpp"

#include "narrowcast/base/log.hpp"
#include "narrowcast/base/text.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <thread>

namespace narrowcast::lib {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using namespace std::chrono_literals;
using boost::system::error_code;

constexpr auto heartbeat_every = 20s;
constexpr std::size_t most_connections = 10'000;

// Over the loopback, or at an address of this machine's own: nobody else's packets bear it.
bool from_this_machine(const tcp::socket& socket)
{
    error_code error;
    const auto there = socket.remote_endpoint(error);
    const auto here = socket.local_endpoint(error);
    if (error) return false;
    const auto plain = [](const asio::ip::address& address) -> asio::ip::address {
        if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    };
    return plain(there.address()).is_loopback() || there.address() == here.address();
}

// Nothing when the target is malformed.
std::optional<WebRequest> understood(const http::request<http::string_body>& message)
{
    const std::string_view target{message.target().data(), message.target().size()};
    const auto mark = target.find('?');
    const auto path = percent_decoded(target.substr(0, mark));
    if (!path || path->empty() || path->front() != '/' || !is_utf8(*path)) return {};
    WebRequest request{.method = std::string{message.method_string()}, .path = *path};
    request.host = message[http::field::host];
    request.origin = message[http::field::origin];
    request.authorization = message[http::field::authorization];
    for (const auto& field : message) {
        std::string name{field.name_string()};
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        request.headers.emplace_back(std::move(name), std::string{field.value()});
    }
    request.type = message[http::field::content_type];
    request.body = message.body();
    if (mark == target.npos) return request;
    for (const std::string_view pair : split(target.substr(mark + 1), '&')) {
        const auto equals = pair.find('=');
        const auto name = form_decoded(pair.substr(0, equals));
        const auto value =
            form_decoded(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1));
        if (!name || !value) return {};
        request.query.emplace_back(*name, *value);
    }
    return request;
}

struct Manner {
    unsigned version = 11;
    bool keep_alive = false;
};

http::response<http::string_body> wire_form(const WebAnswer& answer, const Manner& manner)
{
    http::response<http::string_body> message{static_cast<http::status>(answer.status),
                                              manner.version};
    message.set(http::field::content_type, answer.type);
    message.set(http::field::cache_control, answer.cache);
    message.set("X-Content-Type-Options", "nosniff");
    message.body() = answer.body;
    message.keep_alive(manner.keep_alive);
    message.prepare_payload();
    return message;
}

}  // namespace

std::string_view WebRequest::parameter(std::string_view name) const
{
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

Bytes event_bytes(std::string_view event, std::string_view data)
{
    std::string bytes = "event: " + std::string{event} + "\n";
    for (const std::string_view line : split(data, '\n'))
        bytes.append("data: ").append(line) += '\n';
    bytes += '\n';
    return std::make_shared<const std::string>(std::move(bytes));
}

struct HttpServer::Machine {
    explicit Machine(WebRoutes given) : routes{std::move(given)} {}

    asio::awaitable<void> accept()
    {
        for (;;) {
            error_code error;
            auto socket =
                co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (error == asio::error::operation_aborted) co_return;
            if (error || board.connections >= most_connections) {
                // out of descriptors: let others finish instead of spinning
                asio::steady_timer pause{io, 50ms};
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            asio::co_spawn(io, converse(std::move(socket)), asio::detached);
        }
    }

    // Question and answer until the client leaves or the connection becomes an event stream.
    asio::awaitable<void> converse(tcp::socket socket)
    {
        ++board.connections;
        const auto leave = [this](void*) { --board.connections; };
        const std::unique_ptr<void, decltype(leave)> counted{this, leave};
        error_code error;
        socket.set_option(tcp::no_delay{true}, error);
        beast::tcp_stream stream{std::move(socket)};
        beast::flat_buffer buffer{16 * 1024};
        while (co_await answer_one(stream, buffer)) {
        }
    }

    // False when this conversation is over.
    asio::awaitable<bool> answer_one(beast::tcp_stream& stream, beast::flat_buffer& buffer)
    {
        error_code error;
        http::request_parser<http::string_body> parser;
        parser.header_limit(8 * 1024);
        parser.body_limit(256 * 1024);
        stream.expires_after(patience);
        co_await http::async_read(stream, buffer, parser,
                                  asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            const bool large = error == http::error::body_limit ||
                               error == http::error::header_limit ||
                               error == http::error::buffer_overflow;
            // not co_await write(stream, {...}): g++ 12 destroys such a temporary twice
            const WebAnswer sorry{large ? 413 : 400, "text/plain; charset=utf-8",
                                  "cannot be read\n"};
            const Manner last{11, false};
            if (large || error.category() == make_error_code(http::error::bad_method).category())
                co_await write(stream, sorry, last);
            co_return false;
        }
        const auto message = parser.release();
        auto request = understood(message);
        if (!request) {
            const WebAnswer sorry{400, "text/plain; charset=utf-8", "a malformed address\n"};
            const Manner last{message.version(), false};
            co_await write(stream, sorry, last);
            co_return false;
        }
        request->from_here = from_this_machine(stream.socket());
        WebReply reply = co_await reply_to(*request);
        if (auto* events = std::get_if<EventStream>(&reply)) {
            subscribe(stream, std::move(*events));
            co_return false;
        }
        auto& answer = std::get<WebAnswer>(reply);
        if (message.method() == http::verb::head) answer.body.clear();
        const Manner manner{message.version(), message.keep_alive()};
        const bool goes_on = co_await write(stream, answer, manner);
        co_return goes_on;
    }

    asio::awaitable<WebReply> reply_to(const WebRequest& request)
    {
        const bool known = request.method == "GET" || request.method == "HEAD" ||
                           (routes.posts && request.method == "POST");
        if (!known) {
            WebReply sorry =
                WebAnswer{405, "text/plain; charset=utf-8", "only GET is answered here\n"};
            co_return sorry;
        }
        if (!routes.is_slow || !routes.is_slow(request)) {
            WebReply reply = routes.answer(request);
            co_return reply;
        }
        const auto answer_beside = [this, &request]() -> asio::awaitable<WebReply> {
            WebReply reply = routes.answer(request);
            co_return reply;
        };
        WebReply reply = co_await asio::co_spawn(beside, answer_beside, asio::use_awaitable);
        co_return reply;
    }

    // `answer` and `manner` must outlive the call.
    asio::awaitable<bool> write(beast::tcp_stream& stream, const WebAnswer& answer,
                                const Manner& manner)
    {
        error_code error;
        const auto message = wire_form(answer, manner);
        stream.expires_after(patience);
        co_await http::async_write(stream, message,
                                   asio::redirect_error(asio::use_awaitable, error));
        if (!error && manner.keep_alive) co_return true;
        stream.socket().shutdown(tcp::socket::shutdown_send, error);
        co_return false;
    }

    void subscribe(beast::tcp_stream& stream, EventStream events)
    {
        std::string head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
            "X-Accel-Buffering: no\r\nConnection: close\r\n\r\nretry: ";
        // varied, so that after a restart of the hub not all screens come back at once
        head += std::to_string(std::uniform_int_distribution{1000, 5000}(random)) + "\n\n";
        if (events.first) head += *events.first;
        stream.expires_never();
        std::make_shared<Subscriber>(stream.release_socket(), board, std::move(events.topic))
            ->start(std::make_shared<const std::string>(std::move(head)));
    }

    void for_each_subscriber(const std::function<void(Subscriber&)>& visit)
    {
        std::vector<std::shared_ptr<Subscriber>> all;  // a visit may close, which changes the sets
        for (const auto& [topic, subscribers] : board.topics)
            all.insert(all.end(), subscribers.begin(), subscribers.end());
        for (const auto& subscriber : all)
            visit(*subscriber);
    }

    asio::awaitable<void> beat()
    {
        const auto comment = std::make_shared<const std::string>(": still here\n\n");
        for (;;) {
            error_code error;
            heart.expires_after(heartbeat_every);
            co_await heart.async_wait(asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return;
            const auto now = std::chrono::steady_clock::now();
            for_each_subscriber([&](Subscriber& subscriber) { subscriber.beat(comment, now); });
        }
    }

    Result<void> listen(const std::string& address, int wanted)
    {
        error_code error;
        const tcp::endpoint endpoint{asio::ip::make_address(address, error),
                                     static_cast<std::uint16_t>(wanted)};
        if (error)
            return fail(Fault::refused, "listen: \"" + address +
                                            "\" is no IP address; write 127.0.0.1 "
                                            "for this machine only or 0.0.0.0 for the building");
        const auto step = [&](auto&& action) {
            if (!error) action();
        };
        step([&] { acceptor.open(endpoint.protocol(), error); });
        step([&] { acceptor.set_option(tcp::acceptor::reuse_address{true}, error); });
        step([&] { acceptor.bind(endpoint, error); });
        step([&] { acceptor.listen(asio::socket_base::max_listen_connections, error); });
        if (!error) return {};
        return fail(Fault::rejected,
                    "cannot listen on " + address + " port " + std::to_string(wanted) + ": " +
                        error.message() +
                        "; choose another port in hub.json (listen, port) or stop the "
                        "program that uses it");
    }

    void run()
    {
        asio::co_spawn(io, accept(), asio::detached);
        asio::co_spawn(io, beat(), asio::detached);
        thread = std::jthread{[this] { io.run(); }};
    }

    void stop()
    {
        asio::post(io, [this] {
            error_code ignored;
            acceptor.close(ignored);
            heart.cancel();
            for_each_subscriber([](Subscriber& subscriber) { subscriber.close(); });
            io.stop();
        });
        if (thread.joinable()) thread.join();
        beside.stop();
        beside.join();
    }

    WebRoutes routes;
    std::minstd_rand random{std::random_device{}()};
    Switchboard board;  // outlives all that io holds
    asio::thread_pool beside{1};
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer heart{io};
    std::jthread thread;
};

Result<HttpServer> HttpServer::open(const std::string& address, int port, WebRoutes routes)
{
    auto machine = std::make_unique<Machine>(std::move(routes));
    TRY(machine->listen(address, port));
    machine->run();
    return HttpServer{std::move(machine)};
}

HttpServer::HttpServer(std::unique_ptr<Machine> machine) : machine_{std::move(machine)} {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer()
{
    if (machine_) machine_->stop();
}

int HttpServer::port() const
{
    error_code ignored;
    return machine_->acceptor.local_endpoint(ignored).port();
}

void HttpServer::publish(std::string topic, std::shared_ptr<const std::string> event)
{
    asio::post(machine_->io,
               [machine = machine_.get(), topic = std::move(topic), event = std::move(event)] {
                   const auto found = machine->board.topics.find(topic);
                   if (found == machine->board.topics.end()) return;
                   const std::vector<std::shared_ptr<Subscriber>> all{found->second.begin(),
                                                                      found->second.end()};
                   for (const auto& subscriber : all)
                       subscriber->send(event);
               });
}

std::size_t HttpServer::streams() const { return machine_->board.streams; }

}  // namespace narrowcast::lib
