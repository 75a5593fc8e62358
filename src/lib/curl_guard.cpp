// SPDX-License-Identifier: Apache-2.0
#include "lib/curl_guard.hpp"

#include "lib/address.hpp"
#include "lib/curl_url.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace narrowcast::lib {
namespace {

bool is_web_port(int port) { return port == 80 || port == 443; }

bool is_listed(const Guard& guard, const std::string& address)
{
    return std::ranges::find(guard.but, address) != guard.but.end();
}

int port_of(const sockaddr& address)
{
    sockaddr_in any{};  // the port stands at the same place in both families
    std::memcpy(&any, &address, sizeof any);
    return ntohs(any.sin_port);
}

bool admits_address(Guard& guard, const sockaddr& address)
{
    const bool good = guard.through_proxy || is_listed(guard, address_text(address)) ||
                      (is_public_address(address) && is_web_port(port_of(address)));
    if (!good) guard.refused = true;
    return good;
}

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address)
{
    if (!admits_address(*static_cast<Guard*>(user), address->addr)) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int before_request(void* user, char* there, char*, int port, int)
{
    sockaddr_storage address{};
    auto* const four = reinterpret_cast<sockaddr_in*>(&address);
    auto* const six = reinterpret_cast<sockaddr_in6*>(&address);
    if (::inet_pton(AF_INET, there, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(static_cast<std::uint16_t>(port));
    } else if (::inet_pton(AF_INET6, there, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(static_cast<std::uint16_t>(port));
    }
    const bool good =
        admits_address(*static_cast<Guard*>(user), reinterpret_cast<const sockaddr&>(address));
    return good ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool is_admitted(const Guard& guard, const std::string& url)
{
    const auto parts = url_parts(url);
    if (!parts || (parts->scheme != "http" && parts->scheme != "https")) return false;
    const bool six = parts->host.find(':') != std::string::npos;
    const std::string host = six ? "[" + parts->host + "]" : parts->host;
    if (is_listed(guard, host + ":" + std::to_string(parts->port))) return true;
    return is_web_port(parts->port) && !names_inner_host(parts->host);
}

}  // namespace

bool Guard::admits(const std::string& url)
{
    refused = !is_admitted(*this, url);
    at = url;
    return !refused;
}

bool Guard::admits_link(const std::string& header) { return admits(url_joined(at, header)); }

void Guard::attach(CURL* transfer)
{
    curl_easy_setopt(transfer, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl_easy_setopt(transfer, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(transfer, CURLOPT_PREREQFUNCTION, &before_request);
    curl_easy_setopt(transfer, CURLOPT_PREREQDATA, this);
}

}  // namespace narrowcast::lib
