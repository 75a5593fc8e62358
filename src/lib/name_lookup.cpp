// SPDX-License-Identifier: Apache-2.0
#include "lib/name_lookup.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

namespace narrowcast::lib {
namespace {

void ask_system(const std::string& host, const std::string& port, Addresses& result)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* first = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &wanted, &first) != 0) return;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned{first, &::freeaddrinfo};
    for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
        sockaddr_storage address{};
        std::memcpy(&address, each->ai_addr, each->ai_addrlen);
        result.found.push_back(address);
    }
}

}  // namespace

int look_up(const std::string& host, int port, std::shared_ptr<Addresses> result)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return -1;
    try {
        // getaddrinfo cannot be called off: whoever does not want to wait any longer leaves the
        // thread to itself, which owns all that it uses
        std::thread{[host, port, result = std::move(result), end = ends[1]] {
            ask_system(host, std::to_string(port), *result);
            result->complete = true;
            const char done = '.';
            ::send(end, &done, 1, MSG_NOSIGNAL);
            ::close(end);
        }}.detach();
    } catch (const std::system_error&) {
        ::close(ends[0]);
        ::close(ends[1]);
        return -1;
    }
    return ends[0];
}

}  // namespace narrowcast::lib
