// SPDX-License-Identifier: Apache-2.0
// Which proxy stands between this machine and a server: what the settings say, otherwise the
// environment. The only place that reads it.
//
// The environment as companies have it: http_proxy, https_proxy, all_proxy, no_proxy in lower or
// upper case (lower first; libcurl alone would pass over HTTP_PROXY). An exception is a name (with
// all below it, "polder.example", ".polder.example" or "*.polder.example"), an address, a network
// ("10.0.0.0/8") or "*". This machine itself (localhost, 127.0.0.0/8, ::1) is never asked through
// a proxy, whoever names one: to the proxy these names would mean the proxy.
#pragma once

#include "narrowcast/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::lib {

struct ProxySettings {
    std::string proxy;     // "http://proxy.example:3128"; "": the environment's
    std::string login;     // "user:password", a secret; "": what stands in the proxy's address
    std::string no_proxy;  // exceptions, with commas between them; "": the environment's
};

struct Proxy {
    std::string scheme = "http", host;
    int port = 0;
    std::string user, password;

    std::string url() const;  // without the login
};

class ProxyRules {
public:
    // Fault::refused when an address is none of a proxy (http, https or socks).
    static Result<ProxyRules> make(const ProxySettings& settings);

    // For http, https, ws and wss. Nothing: straight there.
    std::optional<Proxy> proxy_for(std::string_view url) const;

    const std::optional<Proxy>& plain() const { return plain_; }    // of http
    const std::optional<Proxy>& secure() const { return secure_; }  // of https

    // As libcurl reads it.
    const std::string& exceptions() const { return exceptions_; }

private:
    std::optional<Proxy> plain_, secure_;
    std::string exceptions_;
};

// Pure; for ProxyRules and its test.
bool is_excepted(std::string_view host, std::string_view exceptions);

}  // namespace narrowcast::lib
