// SPDX-License-Identifier: Apache-2.0
#include "lib/address.hpp"

#include "narrowcast/base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace narrowcast::lib {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes16 = std::array<std::uint8_t, 16>;

template <class Bytes>
struct Network {
    Bytes first{};
    unsigned bits = 0;

    bool holds(const Bytes& address) const
    {
        for (unsigned bit = 0; bit < bits; ++bit)
            if (((first[bit / 8] ^ address[bit / 8]) & (128U >> bit % 8)) != 0) return false;
        return true;
    }
};

// IANA's special-purpose registry of IPv4, and one address of a cloud that is not in it.
constexpr std::array not_public_4{
    Network<Bytes4>{{0, 0, 0, 0}, 8},         // this network
    Network<Bytes4>{{10, 0, 0, 0}, 8},        // private
    Network<Bytes4>{{100, 64, 0, 0}, 10},     // shared; Alibaba's metadata
    Network<Bytes4>{{127, 0, 0, 0}, 8},       // loopback
    Network<Bytes4>{{168, 63, 129, 16}, 32},  // Azure's wire server
    Network<Bytes4>{{169, 254, 0, 0}, 16},    // link-local; metadata of most clouds
    Network<Bytes4>{{172, 16, 0, 0}, 12},     // private
    Network<Bytes4>{{192, 0, 0, 0}, 24},      // protocol assignments; Oracle's metadata
    Network<Bytes4>{{192, 0, 2, 0}, 24},      // documentation
    Network<Bytes4>{{192, 88, 99, 0}, 24},    // 6to4 relays
    Network<Bytes4>{{192, 168, 0, 0}, 16},    // private
    Network<Bytes4>{{198, 18, 0, 0}, 15},     // benchmarks
    Network<Bytes4>{{198, 51, 100, 0}, 24},   // documentation
    Network<Bytes4>{{203, 0, 113, 0}, 24},    // documentation
    Network<Bytes4>{{224, 0, 0, 0}, 3},       // multicast, reserved, broadcast
};

constexpr Network<Bytes16> global_unicast{{0x20}, 3};
constexpr Network<Bytes16> translated{{0, 0x64, 0xff, 0x9b}, 96};  // NAT64 (RFC 6052)
constexpr std::array not_public_6{
    Network<Bytes16>{{0x20, 0x01}, 23},              // protocol assignments, Teredo
    Network<Bytes16>{{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    Network<Bytes16>{{0x20, 0x02}, 16},              // 6to4
    Network<Bytes16>{{0x3f, 0xff}, 20},              // documentation
};

template <class List, class Bytes>
bool in_one_of(const List& networks, const Bytes& address)
{
    return std::ranges::any_of(networks,
                               [&](const auto& network) { return network.holds(address); });
}

bool is_public(const Bytes4& address) { return !in_one_of(not_public_4, address); }

bool is_public(const Bytes16& address)
{
    if (translated.holds(address)) {
        Bytes4 inner{};
        std::copy(address.begin() + 12, address.end(), inner.begin());
        return is_public(inner);
    }
    return global_unicast.holds(address) && !in_one_of(not_public_6, address);
}

template <class Bytes, class Address>
Bytes bytes_of(const Address& address)
{
    static_assert(sizeof(Bytes) == sizeof(Address));
    Bytes bytes{};
    std::memcpy(bytes.data(), &address, sizeof bytes);
    return bytes;
}

// Every sockaddr may be read as bytes; as what it is only after a copy.
template <class Known>
Known known(const sockaddr& address)
{
    Known copy{};
    std::memcpy(&copy, &address, sizeof copy);
    return copy;
}

}  // namespace

bool is_public_address(const sockaddr& address)
{
    if (address.sa_family == AF_INET)
        return is_public(bytes_of<Bytes4>(known<sockaddr_in>(address).sin_addr));
    if (address.sa_family == AF_INET6)
        return is_public(bytes_of<Bytes16>(known<sockaddr_in6>(address).sin6_addr));
    return false;
}

bool names_inner_host(std::string_view host)
{
    std::string name = ascii_lower(host);
    Bytes4 four{};
    Bytes16 six{};
    if (::inet_pton(AF_INET, name.c_str(), four.data()) == 1) return !is_public(four);
    if (::inet_pton(AF_INET6, name.c_str(), six.data()) == 1) return !is_public(six);
    if (name.find(':') != name.npos) return true;  // IPv6 with a zone: of this link
    if (name.ends_with('.')) name.pop_back();
    const std::string dotted = "." + name;
    return std::ranges::any_of(std::array{".localhost", ".local", ".internal", ".home.arpa"},
                               [&](const char* ending) { return dotted.ends_with(ending); });
}

std::string address_text(const sockaddr& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.sa_family == AF_INET) {
        const auto four = known<sockaddr_in>(address);
        ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
        return std::string{text.data()} + ":" + std::to_string(ntohs(four.sin_port));
    }
    if (address.sa_family != AF_INET6) return {};
    const auto six = known<sockaddr_in6>(address);
    ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
    return "[" + std::string{text.data()} + "]:" + std::to_string(ntohs(six.sin6_port));
}

}  // namespace narrowcast::lib
