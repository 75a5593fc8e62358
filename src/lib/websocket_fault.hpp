// SPDX-License-Identifier: Apache-2.0
// Why a WebSocket ended or never was, in words for a person; what curl_fault.hpp does not have.
// Private to websocket.cpp.
#pragma once

#include "lib/websocket.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace narrowcast::lib {

// By `status`; its Retry-After is in the error, when that is a number.
void explain_refusal(const std::string& host, WebSocketClosed& refused);

Error closed_error(const std::string& host, int code);  // 0: without a close frame
Error broken_off_error(const std::string& host);
Error silent_error(const std::string& host, std::chrono::milliseconds silent);
Error too_large_error(const std::string& host, std::size_t largest);
Error against_rules_error(const std::string& host);
Error insecure_error(const std::string& host);
Error no_address_error();
Error unfit_proxy_error(const std::string& proxy);

}  // namespace narrowcast::lib
