// SPDX-License-Identifier: Apache-2.0
#include "lib/proxy.hpp"

#include "lib/curl_url.hpp"

#include "narrowcast/base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <vector>

namespace narrowcast::lib {
namespace {

constexpr std::string_view this_machine = "localhost,127.0.0.0/8,::1";

std::string environment(std::initializer_list<const char*> names)
{
    for (const char* name : names)
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets these while we run
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string{trimmed(value)};
    return {};
}

Result<std::optional<Proxy>> understood(const std::string& address, std::string_view setting)
{
    if (address.empty()) return std::optional<Proxy>{};
    const bool bare = address.find("://") == std::string::npos;
    const auto parts = url_parts(bare ? "http://" + address : address);
    constexpr std::array known{"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    if (!parts || parts->port < 1 || parts->port > 65535 ||
        std::ranges::find(known, parts->scheme) == known.end())
        return fail(Fault::refused, std::string{setting} +
                                        " is not the address of a proxy; write it as in "
                                        "http://proxy.example:3128");
    return Proxy{parts->scheme, parts->host, parts->port, parts->user, parts->password};
}

// "*.polder.example" is common in companies but unknown to libcurl; it means ".polder.example".
std::string exceptions_from(std::string_view text)
{
    std::string spaced{text};
    std::ranges::replace_if(
        spaced, [](char c) { return c == ' ' || c == '\t' || c == ';'; }, ',');
    std::string list{this_machine};
    for (std::string_view item : split(spaced, ',')) {
        if (item.size() > 2 && item.starts_with("*.")) item.remove_prefix(1);
        if (!item.empty()) list.append(",").append(item);
    }
    return list;
}

struct Address {
    int family = AF_UNSPEC;  // neither: a name
    std::array<std::uint8_t, 16> bytes{};
};

Address address_in(std::string_view text)
{
    Address address;
    const std::string copy{text};
    if (::inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1)
        address.family = AF_INET;
    else if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1)
        address.family = AF_INET6;
    return address;
}

bool network_holds(std::string_view network, const Address& address)
{
    const std::size_t slash = network.find('/');
    const Address first = address_in(network.substr(0, slash));
    if (first.family == AF_UNSPEC || first.family != address.family) return false;
    const unsigned all = first.family == AF_INET ? 32 : 128;
    unsigned bits = all;
    if (slash != network.npos) {
        const std::string_view text = network.substr(slash + 1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
        if (error != std::errc{} || end != text.data() + text.size() || bits > all) return false;
    }
    for (unsigned bit = 0; bit < bits; ++bit)
        if (((first.bytes[bit / 8] ^ address.bytes[bit / 8]) & (128U >> bit % 8)) != 0)
            return false;
    return true;
}

bool names_meet(std::string_view host, std::string_view exception)
{
    if (exception.starts_with('.')) exception.remove_prefix(1);
    if (exception.ends_with('.')) exception.remove_suffix(1);
    if (exception.empty() || host.size() < exception.size()) return false;
    const std::size_t front = host.size() - exception.size();
    return equal_ignoring_case(host.substr(front), exception) &&
           (front == 0 || host[front - 1] == '.');
}

}  // namespace

std::string Proxy::url() const
{
    const bool six = host.find(':') != std::string::npos;
    return scheme + "://" + (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool is_excepted(std::string_view host, std::string_view exceptions)
{
    if (host.ends_with('.')) host.remove_suffix(1);
    const Address address = address_in(host);
    return std::ranges::any_of(split(exceptions, ','), [&](std::string_view exception) {
        exception = trimmed(exception);
        if (exception == "*") return true;
        return address.family == AF_UNSPEC ? names_meet(host, exception)
                                           : network_holds(exception, address);
    });
}

Result<ProxyRules> ProxyRules::make(const ProxySettings& settings)
{
    ProxyRules rules;
    const std::string all = environment({"all_proxy", "ALL_PROXY"});
    const auto first = [&](const std::string& own) { return own.empty() ? all : own; };
    if (!settings.proxy.empty()) {
        rules.plain_ = rules.secure_ = TRY(understood(settings.proxy, "fetch, proxy"));
    } else {
        rules.plain_ = TRY(understood(first(environment({"http_proxy", "HTTP_PROXY"})),
                                      "HTTP_PROXY in the environment"));
        rules.secure_ = TRY(understood(first(environment({"https_proxy", "HTTPS_PROXY"})),
                                       "HTTPS_PROXY in the environment"));
    }
    rules.exceptions_ = exceptions_from(
        settings.no_proxy.empty() ? environment({"no_proxy", "NO_PROXY"}) : settings.no_proxy);
    const std::size_t colon = settings.login.find(':');
    for (std::optional<Proxy>* proxy : {&rules.plain_, &rules.secure_}) {
        if (!*proxy || settings.login.empty()) continue;
        (*proxy)->user = settings.login.substr(0, colon);
        (*proxy)->password = colon == std::string::npos ? "" : settings.login.substr(colon + 1);
    }
    return rules;
}

std::optional<Proxy> ProxyRules::proxy_for(std::string_view url) const
{
    const auto parts = url_parts(url);
    if (!parts || is_excepted(parts->host, exceptions_)) return {};
    if (parts->scheme == "https" || parts->scheme == "wss") return secure_;
    if (parts->scheme == "http" || parts->scheme == "ws") return plain_;
    return {};
}

}  // namespace narrowcast::lib
