// SPDX-License-Identifier: Apache-2.0
// Parts of an address, by libcurl's own parser.
#include "lib/curl_url.hpp"

#include "lib/curl.hpp"

#include <curl/curl.h>

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

}  // namespace

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
