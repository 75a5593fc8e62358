// SPDX-License-Identifier: Apache-2.0
// What went wrong in a transfer, in words for a person. Private to curl.cpp.
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
    bool too_large = false;
    std::chrono::milliseconds timeout{0};
    std::size_t largest = 0;
};

Error error_of(const FaultFacts& facts);

}  // namespace narrowcast::lib
