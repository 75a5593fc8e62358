// SPDX-License-Identifier: Apache-2.0
// Between the platforms' Request and Response and those of lib/curl.
#pragma once

#include "lib/curl.hpp"
#include "lib/websocket.hpp"

#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

namespace narrowcast {

// The FetchConfig of these holds in `proxy_credential` the secret itself.
lib::HttpOptions http_options(const FetchConfig& config);
lib::WebSocketOptions socket_options(const FetchConfig& config);
lib::HttpRequest http_request(const Request& request);
Response response_of(lib::HttpResponse response, Time received);

}  // namespace narrowcast
