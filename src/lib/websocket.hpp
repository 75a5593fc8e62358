// SPDX-License-Identifier: Apache-2.0
// WebSockets that we listen to (RFC 6455; Boost.Beast, Asio and OpenSSL), all on one thread of
// their own. Certificates are checked, pings answered, messages limited in size; a line that goes
// silent is found dead. Every fault is a sentence for a person; it names the host and nothing else
// of the address or of the headers.
#pragma once

#include "narrowcast/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace narrowcast::lib {

struct WebSocketRequest {
    std::string url;  // wss or ws
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::vector<std::string> hello = {};         // sent once it is open, in this order
    std::chrono::milliseconds silent{60'000};    // nothing heard so long, pongs included: dead
    std::size_t largest = std::size_t{1} << 20;  // bytes of one message
    bool public_only = false;                    // as HttpRequest's
};

struct WebSocketOptions {
    std::string user_agent = "Narrowcast/0.1";
    std::string extra_ca_file = {};                           // PEM; trusted beside the system's
    std::string proxy = {}, proxy_login = {}, no_proxy = {};  // as HttpOptions', http:// alone
    std::vector<std::string> public_but = {};                 // as HttpOptions'
    std::chrono::milliseconds timeout{20'000};                // until it is open
    // Bytes of one connection that wait to be taken; beyond it is not read, so that the other side
    // must wait, too.
    std::size_t most_waiting = std::size_t{4} << 20;
};

struct WebSocketOpened {};

struct WebSocketMessage {
    std::string text;  // UTF-8; binary messages are passed over
};

// The end of a connection, or why there never was one. Fault::rejected when trying again is of no
// use (a certificate, a refused upgrade other than 408, 429 and 5xx), otherwise later, with the
// Retry-After of the answer.
struct WebSocketClosed {
    Error error;
    int status = 0;  // HTTP, of an upgrade that was refused; otherwise 0
    std::multimap<std::string, std::string, std::less<>> headers = {};  // names in lower case
    std::string body = {};                                              // at most 64 kB
    int code = 0;             // of the close frame: 1000 ..., 0 without one
    std::string reason = {};  // of the close frame
};

class WebSockets {
public:
    // `on_ready` is called on the thread of the connections when there is something to take after
    // there was nothing: it must only wake who takes. Fault::refused when the extra certificates
    // cannot be read or the proxy is no address.
    static Result<WebSockets> make(WebSocketOptions options, std::function<void()> on_ready);
    WebSockets(WebSockets&&) noexcept;
    WebSockets& operator=(WebSockets&&) noexcept;
    ~WebSockets();  // closes everything, in well under a second

    // The rest on one thread.
    using Ticket = std::uint64_t;
    Ticket open(const WebSocketRequest& request);

    // Politely; nothing more of it is taken. Of a closed or unknown one: nothing.
    void close(Ticket ticket);

    struct Event {
        Ticket ticket = 0;
        std::variant<WebSocketOpened, WebSocketMessage, WebSocketClosed> what;
    };
    // What came since the last time, in order; never waits. Closed is the last of its ticket.
    std::vector<Event> take();

    std::size_t open() const;  // not yet seen closed

private:
    struct Machine;
    explicit WebSockets(std::unique_ptr<Machine> machine);
    std::unique_ptr<Machine> machine_;
};

}  // namespace narrowcast::lib
