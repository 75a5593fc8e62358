// SPDX-License-Identifier: Apache-2.0
// Proofs that a text comes from who holds the key: HMAC for webhooks, signed tokens (JWT) for the
// logins of App Store Connect and of Google's service accounts. Through OpenSSL. Pure; any thread.
#pragma once

#include "narrowcast/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::lib {

// HMAC with SHA-256 (RFC 2104): 32 raw bytes, or 64 hexadecimal digits in lower case.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

// Tells nothing of where two texts differ by the time it takes; of unequal length: false at once.
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string base64(std::string_view bytes);     // RFC 4648, padded
std::string base64url(std::string_view bytes);  // RFC 4648, 5: for addresses, without padding

std::optional<std::string> from_base64url(std::string_view text);  // nothing: it is none

// What a token says. Both are JSON objects.
struct JwtText {
    std::string_view claims;         // {"iss":"...","iat":1783072800,...}
    std::string_view header = "{}";  // members beside alg and typ: {"kid":"2X9R4HXF34"}
};

// A signed token (RFC 7515, compact) from a private key as PEM: ES256 takes a key on the curve
// P-256 (a .p8 file of Apple), RS256 an RSA key of at least 2048 bits (private_key of Google's
// JSON file). Fault::rejected when the key is none or the wrong one, Fault::refused when the text
// is no JSON object; no sentence repeats the key or the claims.
Result<std::string> jwt_es256(std::string_view private_key, const JwtText& text);
Result<std::string> jwt_rs256(std::string_view private_key, const JwtText& text);

}  // namespace narrowcast::lib
