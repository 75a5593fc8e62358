// SPDX-License-Identifier: Apache-2.0
#include "lib/websocket_fault.hpp"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace narrowcast::lib {
namespace {

constexpr std::chrono::seconds longest_wait{24 * 3600};  // whatever a server asks for

std::chrono::seconds retry_after(const WebSocketClosed& refused)
{
    const auto found = refused.headers.find("retry-after");
    if (found == refused.headers.end()) return {};
    const std::string& text = found->second;
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return std::min(std::chrono::seconds{seconds}, longest_wait);
}

std::string_view remedy(int status)
{
    switch (status) {
        case 401:
            return ": check the credential";
        case 403:
            return ": the credential may not listen there";
        case 404:
        case 410:
            return ": there is nothing at this address";
        case 426:
            return ": it wants another protocol";
        default:
            return status / 100 == 3 ? ": it is elsewhere now, name the new address" : "";
    }
}

std::string seconds_text(std::chrono::milliseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g s", static_cast<double>(time.count()) / 1000);
    return text;
}

}  // namespace

void explain_refusal(const std::string& host, WebSocketClosed& refused)
{
    const int status = refused.status;
    const bool passing = status == 408 || status == 425 || status == 429 || status >= 500;
    refused.error = {passing ? Fault::later : Fault::rejected,
                     host + " refused the WebSocket with status " + std::to_string(status) +
                         std::string{remedy(status)},
                     retry_after(refused)};
}

Error closed_error(const std::string& host, int code)
{
    std::string text = host + " closed the connection";
    if (code != 0) text += " (code " + std::to_string(code) + ")";
    return {Fault::later, std::move(text), {}};
}

Error broken_off_error(const std::string& host)
{
    return {Fault::later, "the connection to " + host + " broke off", {}};
}

Error silent_error(const std::string& host, std::chrono::milliseconds silent)
{
    return {Fault::later, "nothing was heard from " + host + " for " + seconds_text(silent), {}};
}

Error too_large_error(const std::string& host, std::size_t largest)
{
    return {Fault::later,
            host + " sent a message of more than " + std::to_string(largest / 1024) +
                " kB; the connection was closed",
            {}};
}

Error against_rules_error(const std::string& host)
{
    return {Fault::later, host + " does not speak as a WebSocket must; given up", {}};
}

Error insecure_error(const std::string& host)
{
    return {Fault::later, "no secure connection to " + host + " came about", {}};
}

Error no_address_error()
{
    return {Fault::rejected, "the address of a WebSocket must begin with wss:// or ws://", {}};
}

Error unfit_proxy_error(const std::string& proxy)
{
    return {Fault::rejected,
            "the proxy " + proxy +
                " cannot be used for WebSockets: name one with http:// in fetch, proxy",
            {}};
}

}  // namespace narrowcast::lib
