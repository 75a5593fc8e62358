// SPDX-License-Identifier: Apache-2.0
// Parts of an address, by libcurl's own parser. For the wrappers of this folder; printable_url()
// is in curl.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::lib {

struct UrlParts {
    std::string scheme;  // in lower case
    std::string user, password;
    std::string host;    // IPv6 without brackets; four decimal numbers where it was another number
    int port = 0;        // of the scheme where none is written; 0: not known
    std::string target;  // path and query, as to be sent; "/" when empty
};

std::optional<UrlParts> url_parts(std::string_view url);  // nothing: not an absolute address

// Where a link on a page leads; "" when nowhere.
std::string url_joined(std::string_view page, std::string_view link);

std::string host_in_url(std::string_view url);  // "" when there is none
std::string path_in_url(std::string_view url);  // decoded

}  // namespace narrowcast::lib
