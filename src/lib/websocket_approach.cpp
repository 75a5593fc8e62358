// SPDX-License-Identifier: Apache-2.0
#include "lib/websocket_approach.hpp"

#include "lib/address.hpp"
#include "lib/name_lookup.hpp"
#include "lib/signature.hpp"
#include "lib/websocket_fault.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace narrowcast::lib {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::chrono::seconds one_endpoint{5};  // of several, before the next is tried
constexpr std::size_t largest_head = std::size_t{16} * 1024;  // of a proxy's answer

tcp::endpoint endpoint_of(const sockaddr_storage& address)
{
    tcp::endpoint endpoint;
    endpoint.resize(address.ss_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
    std::memcpy(endpoint.data(), &address, endpoint.size());
    return endpoint;
}

FaultFacts with_reason(FaultFacts facts, const error_code& error)
{
    if (error == asio::error::connection_refused) facts.detail = "refused";
    if (error == asio::error::network_unreachable || error == asio::error::host_unreachable)
        facts.detail = "unreachable";
    return facts;
}

std::string connect_request(const Destination& destination)
{
    const std::string target = destination.host_and_port();
    std::string words = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target +
                        "\r\nUser-Agent: " + on_one_line(destination.user_agent) + "\r\n";
    const Proxy& proxy = *destination.proxy;
    if (!proxy.user.empty())
        words += "Proxy-Authorization: Basic " + base64(proxy.user + ":" + proxy.password) + "\r\n";
    return words + "\r\n";
}

}  // namespace

std::string on_one_line(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return text;
}

FaultFacts Destination::facts() const
{
    FaultFacts known{.where = url.host};
    if (!proxy) return known;
    known.proxy = proxy->host;
    known.with_login = !proxy->user.empty();
    return known;
}

std::string Destination::host() const
{
    return url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
}

std::string Destination::host_and_port() const { return host() + ":" + std::to_string(url.port); }

asio::awaitable<Result<void>> Approach::reach(Wire& wire)
{
    Result<void> outcome;
    if (destination_.proxy && destination_.proxy->scheme != "http")
        outcome = std::unexpected{unfit_proxy_error(destination_.proxy->host)};
    else if (!is_admitted())
        outcome = std::unexpected{led_inside_error(destination_.facts())};
    if (!outcome) co_return outcome;
    const Result<Endpoints> endpoints = co_await find();
    if (!endpoints)
        outcome = std::unexpected{endpoints.error()};
    else
        outcome = co_await connect(wire, *endpoints);
    if (outcome && destination_.proxy) outcome = co_await pass_proxy(wire);
    co_return outcome;
}

asio::awaitable<Result<Approach::Endpoints>> Approach::find()
{
    const auto addresses = std::make_shared<Addresses>();
    const auto& proxy = destination_.proxy;
    Result<Endpoints> endpoints = std::unexpected{not_found_error(destination_.facts())};
    const int done = look_up(proxy ? proxy->host : destination_.url.host,
                             proxy ? proxy->port : destination_.url.port, addresses);
    if (done < 0) co_return endpoints;
    lookup_.assign(done);
    error_code error;
    co_await lookup_.async_wait(asio::posix::stream_descriptor::wait_read,
                                asio::redirect_error(asio::use_awaitable, error));
    if (error || !addresses->complete) co_return endpoints;  // cut
    error_code ignored;
    lookup_.close(ignored);
    if (addresses->found.empty()) co_return endpoints;
    endpoints = Endpoints{};
    for (const sockaddr_storage& address : addresses->found)
        if (may_call(reinterpret_cast<const sockaddr&>(address)))
            endpoints->push_back(endpoint_of(address));
    if (endpoints->empty()) endpoints = std::unexpected{led_inside_error(destination_.facts())};
    co_return endpoints;
}

asio::awaitable<Result<void>> Approach::connect(Wire& wire, const Endpoints& endpoints)
{
    error_code error;
    for (std::size_t i = 0; i < endpoints.size() && !is_cut_; ++i) {
        error_code ignored;
        const auto waiting = std::make_shared<bool>(true);  // the timer may outlive all of this
        timer_.expires_after(one_endpoint);
        if (i + 1 < endpoints.size())
            timer_.async_wait([&wire, waiting](error_code cancelled) {
                error_code unheard;
                if (!cancelled && *waiting) wire.close(unheard);
            });
        co_await wire.async_connect(endpoints[i], asio::redirect_error(asio::use_awaitable, error));
        *waiting = false;
        timer_.cancel();
        if (!error && wire.is_open()) {
            wire.set_option(tcp::no_delay{true}, ignored);
            co_return Result<void>{};
        }
        wire.close(ignored);
    }
    Result<void> outcome =
        std::unexpected{unreachable_error(with_reason(destination_.facts(), error))};
    co_return outcome;
}

asio::awaitable<Result<void>> Approach::pass_proxy(Wire& wire) const
{
    const std::string words = connect_request(destination_);
    std::string head;
    error_code error;
    co_await asio::async_write(wire, asio::buffer(words),
                               asio::redirect_error(asio::use_awaitable, error));
    if (!error)
        co_await asio::async_read_until(wire, asio::dynamic_buffer(head, largest_head), "\r\n\r\n",
                                        asio::redirect_error(asio::use_awaitable, error));
    Result<void> outcome;
    FaultFacts answer = destination_.facts();
    if (head.starts_with("HTTP/1.") && head.size() > 12)
        answer.proxy_status = std::atoi(head.substr(9, 3).c_str());
    if (error || answer.proxy_status == 0)
        outcome = std::unexpected{broken_off_error("the proxy " + answer.proxy)};
    else if (answer.proxy_status / 100 != 2)
        outcome = std::unexpected{proxy_error(answer)};
    else if (!head.ends_with("\r\n\r\n"))  // nobody may speak before we do
        outcome = std::unexpected{against_rules_error(destination_.url.host)};
    co_return outcome;
}

asio::awaitable<Result<void>> Approach::secure(asio::ssl::stream<Wire>& stream) const
{
    SSL* const session = stream.native_handle();
    const std::string& host = destination_.url.host;
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) != 1) {
        SSL_set1_host(session, host.c_str());
        SSL_set_tlsext_host_name(session, host.c_str());
    }
    constexpr unsigned char http_1[] = "\x08http/1.1";
    SSL_set_alpn_protos(session, http_1, sizeof http_1 - 1);
    error_code error;
    co_await stream.async_handshake(asio::ssl::stream_base::client,
                                    asio::redirect_error(asio::use_awaitable, error));
    Result<void> outcome;
    if (!error) co_return outcome;
    FaultFacts why = destination_.facts();
    why.certificate = SSL_get_verify_result(session);
    outcome = std::unexpected{why.certificate != X509_V_OK ? certificate_error(why)
                                                           : insecure_error(host)};
    co_return outcome;
}

void Approach::cut()
{
    is_cut_ = true;
    error_code ignored;
    if (lookup_.is_open()) lookup_.close(ignored);
    timer_.cancel();
}

// As it is written; what it resolves to comes later.
bool Approach::is_admitted() const
{
    if (!destination_.public_only) return true;
    const auto& list = destination_.public_but;
    if (std::ranges::find(list, destination_.host_and_port()) != list.end()) return true;
    const UrlParts& url = destination_.url;
    return (url.port == 80 || url.port == 443) && !names_inner_host(url.host);
}

bool Approach::may_call(const sockaddr& address) const
{
    const auto& list = destination_.public_but;
    return !destination_.public_only || destination_.proxy || is_public_address(address) ||
           std::ranges::find(list, address_text(address)) != list.end();
}

}  // namespace narrowcast::lib
