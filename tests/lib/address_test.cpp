// SPDX-License-Identifier: Apache-2.0
#include "lib/address.hpp"

#include "support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>
#include <string>

using namespace narrowcast::lib;

namespace {

sockaddr_storage address_of(const std::string& text)
{
    sockaddr_storage address{};
    auto* const four = reinterpret_cast<sockaddr_in*>(&address);
    auto* const six = reinterpret_cast<sockaddr_in6*>(&address);
    if (::inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(443);
    } else {
        REQUIRE(::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1);
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(443);
    }
    return address;
}

bool is_public(const std::string& text)
{
    const sockaddr_storage address = address_of(text);
    return is_public_address(reinterpret_cast<const sockaddr&>(address));
}

}  // namespace

TEST_CASE("addresses of the public Internet are told from all others")
{
    for (const char* text :
         {"1.1.1.1",        "8.8.8.8",         "9.255.255.255",   "11.0.0.0",
          "100.63.255.255", "100.128.0.0",     "126.255.255.255", "128.0.0.0",
          "168.63.129.15",  "169.253.255.255", "172.15.255.255",  "172.32.0.0",
          "192.0.1.0",      "192.167.255.255", "192.169.0.0",     "198.17.255.255",
          "198.20.0.0",     "223.255.255.255", "2001:200::1",     "2606:4700:4700::1111",
          "2a00:1450::1",   "3ffe::1",         "64:ff9b::808:808"}) {
        INFO(text);
        CHECK(is_public(text));
    }
    for (const char* text : {"0.0.0.0",
                             "0.1.2.3",
                             "10.0.0.1",
                             "10.255.255.255",
                             "100.64.0.1",
                             "100.100.100.200",
                             "127.0.0.1",
                             "127.255.255.254",
                             "168.63.129.16",
                             "169.254.0.1",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.0.192",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.1.1",
                             "198.18.0.1",
                             "198.19.255.255",
                             "198.51.100.1",
                             "203.0.113.1",
                             "224.0.0.1",
                             "239.255.255.255",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:127.0.0.1",
                             "::ffff:8.8.8.8",
                             "::8.8.8.8",
                             "64:ff9b::7f00:1",
                             "64:ff9b::a9fe:a9fe",
                             "64:ff9b:1::808:808",
                             "100::1",
                             "2001::1",
                             "2001:20::1",
                             "2001:db8::1",
                             "2002:7f00:1::",
                             "3fff::1",
                             "fc00::1",
                             "fd00:ec2::254",
                             "fe80::1",
                             "fec0::1",
                             "ff02::1",
                             "4000::1"}) {
        INFO(text);
        CHECK_FALSE(is_public(text));
    }
}

TEST_CASE("what is no internet address is not public")
{
    sockaddr other{};
    other.sa_family = AF_UNIX;
    CHECK_FALSE(is_public_address(other));
    CHECK(address_text(other).empty());
}

TEST_CASE("hosts that mean an inner machine are known by how they are written")
{
    for (const char* host :
         {"127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "localhost", "LocalHost.", "a.localhost",
          "printer.local", "metadata.google.internal", "router.home.arpa", "0.0.0.0"}) {
        INFO(host);
        CHECK(names_inner_host(host));
    }
    for (const char* host : {"polder.example", "8.8.8.8", "localhost.example", "2606:4700::1",
                             "notlocal", "internal.example"}) {
        INFO(host);
        CHECK_FALSE(names_inner_host(host));
    }
}

TEST_CASE("an address is written with its port")
{
    const auto four = address_of("127.0.0.1"), six = address_of("::1");
    CHECK(address_text(reinterpret_cast<const sockaddr&>(four)) == "127.0.0.1:443");
    CHECK(address_text(reinterpret_cast<const sockaddr&>(six)) == "[::1]:443");
}
