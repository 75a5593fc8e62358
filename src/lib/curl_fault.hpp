// SPDX-License-Identifier: Apache-2.0
// What went wrong in a transfer, in words for a person. Private to curl.cpp and websocket.cpp.
#pragma once

#include "narrowcast/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace narrowcast::lib {

struct FaultFacts {
    int code = 0;             // CURLcode
    std::string where = {};   // host or file: may be shown
    std::string detail = {};  // libcurl's own words: only looked at, never shown
    long certificate = 0;     // OpenSSL's verdict, 0: nothing wrong with the chain
    long redirects = 0;       // followed so far
    std::string proxy = {};   // host of the proxy on the way, "" without one
    long proxy_status = 0;    // what the proxy answered to CONNECT, or 407; 0: nothing
    bool with_login = false;  // one was sent to the proxy
    bool led_inside = false;  // a public_only transfer, led to an inner address
    bool too_large = false;
    std::chrono::milliseconds timeout{0};
    std::size_t largest = 0;
};

Error error_of(const FaultFacts& facts);

// The parts of it that do without libcurl's code, for websocket.cpp, too.
Error not_found_error(const FaultFacts& facts);    // the host, or the proxy if there is one
Error unreachable_error(const FaultFacts& facts);  // likewise; `detail` may say why
Error timeout_error(const FaultFacts& facts);
Error certificate_error(const FaultFacts& facts);
Error proxy_error(const FaultFacts& facts);  // its answer was not 2xx
Error led_inside_error(const FaultFacts& facts);

}  // namespace narrowcast::lib
