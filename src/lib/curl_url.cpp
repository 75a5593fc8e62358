// SPDX-License-Identifier: Apache-2.0
#include "lib/curl_url.hpp"

#include "lib/curl.hpp"

#include "narrowcast/base/text.hpp"

#include <curl/curl.h>

#include <array>
#include <cstdlib>

namespace narrowcast::lib {
namespace {

struct UrlDeleter {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct TextDeleter {
    void operator()(char* text) const { curl_free(text); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

Url parsed(std::string_view url)
{
    Url handle{curl_url()};
    if (curl_url_set(handle.get(), CURLUPART_URL, std::string{url}.c_str(),
                     CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        handle.reset();
    return handle;
}

std::string part_of(const Url& url, CURLUPart part, unsigned flags = 0)
{
    char* text = nullptr;
    if (!url || curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, TextDeleter> owned{text};
    return text;
}

int usual_port(std::string_view scheme)
{
    constexpr std::array<std::pair<std::string_view, int>, 8> usual{{{"http", 80},
                                                                     {"https", 443},
                                                                     {"ws", 80},
                                                                     {"wss", 443},
                                                                     {"socks4", 1080},
                                                                     {"socks4a", 1080},
                                                                     {"socks5", 1080},
                                                                     {"socks5h", 1080}}};
    for (const auto& [name, port] : usual)
        if (name == scheme) return port;
    return 0;
}

// As it goes over the wire: other alphabets become ASCII, and their dots dots.
std::string host_of(const Url& url)
{
    std::string host = part_of(url, CURLUPART_HOST, CURLU_PUNYCODE);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return host;
}

}  // namespace

std::optional<UrlParts> url_parts(std::string_view url)
{
    const Url handle = parsed(url);
    if (!handle) return {};
    UrlParts parts;
    parts.scheme = ascii_lower(part_of(handle, CURLUPART_SCHEME));
    parts.user = part_of(handle, CURLUPART_USER, CURLU_URLDECODE);
    parts.password = part_of(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
    parts.host = host_of(handle);
    const std::string port = part_of(handle, CURLUPART_PORT);
    parts.port = port.empty() ? usual_port(parts.scheme) : std::atoi(port.c_str());
    parts.target = part_of(handle, CURLUPART_PATH);
    if (parts.target.empty()) parts.target = "/";
    if (const std::string query = part_of(handle, CURLUPART_QUERY); !query.empty())
        parts.target += "?" + query;
    if (parts.host.empty()) return {};
    return parts;
}

std::string url_joined(std::string_view page, std::string_view link)
{
    const Url handle = parsed(page);
    if (!handle || curl_url_set(handle.get(), CURLUPART_URL, std::string{link}.c_str(),
                                CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return {};
    return part_of(handle, CURLUPART_URL);
}

std::string host_in_url(std::string_view url) { return part_of(parsed(url), CURLUPART_HOST); }

std::string path_in_url(std::string_view url)
{
    return part_of(parsed(url), CURLUPART_PATH, CURLU_URLDECODE);
}

std::string printable_url(std::string_view url)
{
    const Url parts = parsed(url);
    if (!parts) return "(not an address)";
    for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS,
                                 CURLUPART_QUERY, CURLUPART_FRAGMENT})
        curl_url_set(parts.get(), part, nullptr, 0);
    return part_of(parts, CURLUPART_URL);
}

}  // namespace narrowcast::lib
