// SPDX-License-Identifier: Apache-2.0
// The screens that listen to event streams: part of http_server.cpp, on its thread only.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace narrowcast::lib {

using Bytes = std::shared_ptr<const std::string>;
inline constexpr auto patience =
    std::chrono::seconds{30};  // with a client that does not read, or does not speak

// The open streams by topic, and the sockets of all connections: only on the server's thread.
class Subscriber;
struct Switchboard {
    std::atomic<std::size_t> streams = 0;
    std::size_t connections = 0;
    std::map<std::string, std::set<std::shared_ptr<Subscriber>>, std::less<>>
        topics;  // last: first gone
};

// One idle screen: a socket, what is being written, and the newest that waits.
class Subscriber : public std::enable_shared_from_this<Subscriber> {
public:
    Subscriber(boost::asio::ip::tcp::socket socket, Switchboard& board, std::string topic)
        : socket_{std::move(socket)}, board_{board}, topic_{std::move(topic)}
    {
        ++board_.streams;
        ++board_.connections;
    }
    ~Subscriber()
    {
        --board_.streams;
        --board_.connections;
    }
    Subscriber(const Subscriber&) = delete;
    Subscriber& operator=(const Subscriber&) = delete;

    void start(Bytes head)
    {
        board_.topics[topic_].insert(shared_from_this());
        send(std::move(head));
        // a screen never speaks again: readable means gone
        socket_.async_wait(
            boost::asio::ip::tcp::socket::wait_read,
            [self = shared_from_this()](boost::system::error_code) { self->close(); });
    }

    void send(Bytes bytes)
    {
        if (writing_) {
            waiting_ = std::move(bytes);
            return;
        }
        writing_ = std::move(bytes);
        since_ = std::chrono::steady_clock::now();
        boost::asio::async_write(socket_, boost::asio::buffer(*writing_),
                                 [self = shared_from_this()](boost::system::error_code error,
                                                             std::size_t) { self->sent(error); });
    }

    void beat(const Bytes& comment, std::chrono::steady_clock::time_point now)
    {
        if (!writing_)
            send(comment);
        else if (now - since_ > patience)
            close();
    }

    void close()
    {
        boost::system::error_code ignored;
        socket_.close(ignored);
        const auto found = board_.topics.find(topic_);
        if (found == board_.topics.end()) return;
        found->second.erase(shared_from_this());
        if (found->second.empty()) board_.topics.erase(found);
    }

private:
    void sent(boost::system::error_code error)
    {
        writing_.reset();
        if (error) return close();
        if (waiting_) send(std::exchange(waiting_, nullptr));
    }

    boost::asio::ip::tcp::socket socket_;
    Switchboard& board_;
    std::string topic_;
    Bytes writing_, waiting_;
    std::chrono::steady_clock::time_point since_{};
};

}  // namespace narrowcast::lib
