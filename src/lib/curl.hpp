// SPDX-License-Identifier: Apache-2.0
// HTTP through libcurl: many transfers in one loop, one blocking question, one endless stream.
//
// HTTP/2, connections used again, certificates checked, answers limited in size (after
// decompression) and in time. Every fault is a sentence for a person; it names the host and never
// a query string, a header or a password.
#pragma once

#include "narrowcast/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast::lib {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string url;  // http or https; file only where `files` says so
    HttpHeaders headers = {};
    std::string body = {};                   // empty: GET, otherwise POST
    std::optional<std::uint64_t> from = {};  // first byte wanted
    std::optional<std::uint64_t> most = {};  // with `from`: how many bytes at most
    bool post = false;                       // POST although the body is empty
    bool files = false;                      // may read a file of this machine
    bool direct = false;                     // past any proxy: to a program of this machine
    // What a stranger's post links to: only http(s) on ports 80 and 443 of the public Internet,
    // redirects and whatever its name resolves to included (address.hpp); else Fault::rejected.
    // Through a proxy the names are the proxy's to resolve and to refuse.
    bool public_only = false;
};

struct HttpResponse {
    int status = 0;   // 200 for a file, 416 when `from` is behind its end
    std::string url;  // after redirects
    std::multimap<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;                                              // decompressed
    bool moved = false;  // a redirect on the way was permanent (301, 308)
};

struct HttpOptions {
    std::string user_agent = "Narrowcast/0.1";
    std::string extra_ca_file = {};             // PEM; trusted beside the system's
    std::chrono::milliseconds timeout{30'000};  // for one whole answer
    std::chrono::seconds stalled{15};  // fewer than 30 bytes a second for so long: given up
    std::size_t largest = std::size_t{8} * 1024 * 1024;  // bytes of one answer
    int redirects = 5;                                   // https never to http
    // "http://proxy.example:3128", and "user:password" (a secret) where it wants a login; "": as
    // the environment says. `no_proxy`: who is asked past it. See proxy.hpp.
    std::string proxy = {}, proxy_login = {}, no_proxy = {};
    std::vector<std::string> public_but = {};  // "127.0.0.1:8080": for `public_only` as if public
};

// Asks once and waits. Fault::later also when asked to stop.
Result<HttpResponse> get(const HttpRequest& request, const HttpOptions& options,
                         const std::stop_token& stop);
Result<HttpResponse> get(std::string url, const std::stop_token& stop);

// Reads an answer without end (Server-Sent Events) until it ends, `on_chunk` returns false or
// `stop`: success in all three. No limit of size or time, but silence of `silent` ends it with
// Fault::later. A status other than 2xx is a fault: later for 429 and 5xx, else rejected.
// `on_chunk` runs on the calling thread.
struct StreamOptions {
    HttpOptions http;
    HttpHeaders headers = {{"Accept", "text/event-stream"}};
    std::chrono::milliseconds silent{60'000};
};
Result<void> stream(const std::string& url, const std::function<bool(std::string_view)>& on_chunk,
                    const std::stop_token& stop);
Result<void> stream(const std::string& url, const std::function<bool(std::string_view)>& on_chunk,
                    const std::stop_token& stop, const StreamOptions& options);

// Scheme, host and path of an address: what may be shown and logged.
std::string printable_url(std::string_view url);

// Many transfers at once. One thread uses it; only wake() may be called from any.
class HttpLoop {
public:
    // Fault::refused when the extra certificate file cannot be read or the proxy is no address.
    static Result<HttpLoop> make(HttpOptions options);
    HttpLoop(HttpLoop&&) noexcept;
    HttpLoop& operator=(HttpLoop&&) noexcept;
    ~HttpLoop();

    using Ticket = std::uint64_t;
    Ticket start(const HttpRequest& request);

    // The body of a 2xx answer goes to `on_chunk` as it comes, without limit of size or time;
    // false from it ends the transfer, as success.
    using OnChunk = std::function<bool(std::string_view)>;
    Ticket start(const HttpRequest& request, OnChunk on_chunk);

    void cancel(Ticket ticket);  // of a finished or unknown one: nothing
    std::size_t open() const;

    struct Finished {
        Ticket ticket = 0;
        Result<HttpResponse> response;
    };
    // Works until something finished, somebody woke it or `at_most` passed.
    std::vector<Finished> work(std::chrono::milliseconds at_most);

    void wake();

private:
    struct State;
    explicit HttpLoop(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace narrowcast::lib
