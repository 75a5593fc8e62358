// SPDX-License-Identifier: Apache-2.0
// Parts of an address, by libcurl's own parser. Private to curl.cpp; printable_url() is in
// curl.hpp.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast::lib {

std::string host_in_url(std::string_view url);  // "" when there is none
std::string path_in_url(std::string_view url);  // decoded

}  // namespace narrowcast::lib
