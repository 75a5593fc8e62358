// SPDX-License-Identifier: Apache-2.0
#include "lib/websocket.hpp"

#include "lib/websocket_connection.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <set>
#include <thread>

namespace narrowcast::lib {

using listening::Connection;
using listening::Shared;

struct WebSockets::Machine {
    Shared shared;
    std::map<Ticket, std::shared_ptr<Connection>> connections;  // io thread
    bool stopping = false;                                      // io thread
    std::set<Ticket> live;                                      // the caller's thread
    Ticket last = 0;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
        shared.io.get_executor()};
    std::jthread thread;

    Result<void> prepare(WebSocketOptions options, std::function<void()> on_ready);
    void begin(Ticket ticket, WebSocketRequest request);
    void end(Ticket ticket);
    void stop();
    std::shared_ptr<Connection> find(Ticket ticket) const;
};

Result<void> WebSockets::Machine::prepare(WebSocketOptions options, std::function<void()> on_ready)
{
    shared.proxies = TRY(ProxyRules::make({options.proxy, options.proxy_login, options.no_proxy}));
    boost::system::error_code error;
    shared.tls.set_verify_mode(boost::asio::ssl::verify_peer);
    shared.tls.set_default_verify_paths(error);
    SSL_CTX_set_min_proto_version(shared.tls.native_handle(), TLS1_2_VERSION);
    if (!options.extra_ca_file.empty()) shared.tls.load_verify_file(options.extra_ca_file, error);
    if (error)
        return fail(Fault::refused, "extra_ca_file: " + options.extra_ca_file +
                                        " cannot be read or holds no certificate (PEM)");
    shared.options = std::move(options);
    shared.on_ready = std::move(on_ready);
    return {};
}

std::shared_ptr<Connection> WebSockets::Machine::find(Ticket ticket) const
{
    const auto found = connections.find(ticket);
    return found == connections.end() ? nullptr : found->second;
}

void WebSockets::Machine::begin(Ticket ticket, WebSocketRequest request)
{
    const auto connection = std::make_shared<Connection>(shared, ticket, std::move(request));
    connections[ticket] = connection;
    connection->start([this, ticket] { end(ticket); });
}

void WebSockets::Machine::end(Ticket ticket)
{
    connections.erase(ticket);
    if (stopping && connections.empty()) shared.io.stop();
}

void WebSockets::Machine::stop()
{
    boost::asio::post(shared.io, [this] {
        stopping = true;
        if (connections.empty()) return shared.io.stop();
        const auto leaving = connections;  // each may end at once
        for (const auto& [ticket, connection] : leaving)
            connection->leave();
    });
    if (thread.joinable()) thread.join();
}

Result<WebSockets> WebSockets::make(WebSocketOptions options, std::function<void()> on_ready)
{
    auto machine = std::make_unique<Machine>();
    TRY(machine->prepare(std::move(options), std::move(on_ready)));
    machine->thread = std::jthread{[&io = machine->shared.io] { io.run(); }};
    return WebSockets{std::move(machine)};
}

WebSockets::WebSockets(std::unique_ptr<Machine> machine) : machine_{std::move(machine)} {}
WebSockets::WebSockets(WebSockets&&) noexcept = default;
WebSockets& WebSockets::operator=(WebSockets&&) noexcept = default;
WebSockets::~WebSockets()
{
    if (machine_) machine_->stop();
}

WebSockets::Ticket WebSockets::open(const WebSocketRequest& request)
{
    const Ticket ticket = ++machine_->last;
    machine_->live.insert(ticket);
    boost::asio::post(machine_->shared.io, [machine = machine_.get(), ticket, request] {
        machine->begin(ticket, request);
    });
    return ticket;
}

void WebSockets::close(Ticket ticket)
{
    if (machine_->live.erase(ticket) == 0) return;
    boost::asio::post(machine_->shared.io, [machine = machine_.get(), ticket] {
        if (const auto connection = machine->find(ticket)) connection->leave();
    });
}

std::vector<WebSockets::Event> WebSockets::take()
{
    Shared& shared = machine_->shared;
    shared.told = false;
    std::vector<Event> events;
    while (auto item = shared.arrived.pop_for(std::chrono::seconds{0}, {})) {
        const Ticket ticket = item->event.ticket;
        const std::size_t left = item->backlog->bytes -= item->cost;
        if (left <= shared.options.most_waiting / 2 && item->backlog->paused.exchange(false))
            boost::asio::post(shared.io, [machine = machine_.get(), ticket] {
                if (const auto connection = machine->find(ticket)) connection->resume();
            });
        if (!machine_->live.contains(ticket)) continue;
        if (std::holds_alternative<WebSocketClosed>(item->event.what)) machine_->live.erase(ticket);
        events.push_back(std::move(item->event));
    }
    return events;
}

std::size_t WebSockets::open() const { return machine_->live.size(); }

}  // namespace narrowcast::lib
