// SPDX-License-Identifier: Apache-2.0
// Which addresses belong to the public Internet, so that a link in somebody's post cannot make us
// ask a machine of the company. Pure; any thread.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace narrowcast::lib {

// False for loopback, private, shared (CGNAT), link-local, unique local, multicast, documentation
// and reserved networks, the clouds' metadata services, IPv4 within IPv6 (but NAT64 of a public
// address is one) and whatever is not IP.
bool is_public_address(const sockaddr& address);

// An IPv4 (four decimal numbers) or IPv6 address without brackets or zone that is not public, or a
// name that means this machine or network (localhost, *.localhost, *.local, *.internal,
// *.home.arpa). Other names are known only once they are resolved: false.
bool names_inner_host(std::string_view host);

std::string address_text(const sockaddr& address);  // "127.0.0.1:80", "[::1]:80", "" if not IP

}  // namespace narrowcast::lib
