// SPDX-License-Identifier: Apache-2.0
// Keeps a transfer within the public Internet, wherever redirects and name servers lead it.
// Private to curl*.cpp.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// Every hop's address is looked at as it is written, every connection at what it leads to: before
// it is opened and before a question goes over it, also when it was opened for somebody else.
// Through a proxy only the former is possible: there the proxy resolves the names.
struct Guard {
    std::vector<std::string> but = {};  // "127.0.0.1:8080": admitted although not public
    bool through_proxy = false;
    std::string at = {};   // where the transfer is now
    bool refused = false;  // it was led elsewhere

    bool admits(const std::string& url);          // and is there now
    bool admits_link(const std::string& header);  // the value of Location

    // From now on; it must outlive the transfer.
    void attach(CURL* transfer);
};

}  // namespace narrowcast::lib
