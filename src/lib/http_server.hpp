// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server with event streams (Boost.Beast and Asio), on a thread of its own.
//
// An event stream costs a socket and a small object: after its headers the coroutine, the parser
// and the buffer are gone. A client that is slow gets the newest event only; one that does not
// read for 30 s is cut. A comment goes out every 20 s so that both sides notice a dead line.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace narrowcast::lib {

struct WebRequest {
    std::string method = "GET";
    std::string path = "/";                                             // percent-decoded, no query
    std::vector<std::pair<std::string, std::string>> query = {};        // decoded, in order
    std::string host = {}, origin = {}, authorization = {}, type = {};  // headers; "" without one
    std::vector<std::pair<std::string, std::string>> headers = {};      // all of them; lower case
    std::string body = {};                                              // 256 kB at most
    bool from_here = false;  // asked by a program of this machine (or by a proxy on it)

    std::string_view parameter(std::string_view name) const;  // "" if it was not sent
};

struct WebAnswer {
    int status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
    std::string cache = "no-store";  // Cache-Control
};

// The answer becomes an event stream: `first` at once, then what publish(topic) brings.
struct EventStream {
    std::string topic;
    std::shared_ptr<const std::string> first;  // as event_bytes() makes it; may be null
};

using WebReply = std::variant<WebAnswer, EventStream>;

// `slow` routes run on one thread beside the server's, never on it.
struct WebRoutes {
    std::function<WebReply(const WebRequest&)> answer;  // server's thread
    std::function<bool(const WebRequest&)> is_slow;     // may be empty: nothing is
    bool posts = false;  // POST comes to `answer`, too; otherwise GET and HEAD alone
};

// One event in wire form; `data` may have several lines.
std::shared_ptr<const std::string> event_bytes(std::string_view event, std::string_view data);

class HttpServer {
public:
    // Listens at once. `port` 0: any free one. Fault::rejected when the address cannot be had:
    // the sentence says who to ask.
    static Result<HttpServer> open(const std::string& address, int port, WebRoutes routes);

    HttpServer(HttpServer&&) noexcept;
    HttpServer& operator=(HttpServer&&) noexcept;
    ~HttpServer();  // closes everything, in well under a second

    int port() const;

    // To every stream of the topic; the newest event wins. Any thread.
    void publish(std::string topic, std::shared_ptr<const std::string> event);

    std::size_t streams() const;  // open now; any thread

private:
    struct Machine;
    explicit HttpServer(std::unique_ptr<Machine> machine);
    std::unique_ptr<Machine> machine_;
};

}  // namespace narrowcast::lib
