// SPDX-License-Identifier: Apache-2.0
// What others deliver to us (webhooks): their seals, and their ways to write a post.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>

namespace narrowcast {

// How far a delivery's clock may be from ours; older ones may be replays.
inline constexpr std::chrono::seconds delivery_window = std::chrono::minutes{5};

// How a sender signs: HMAC-SHA256, in hexadecimal digits, of `before` + time + `between` + body.
struct Seal {
    std::string_view header;     // that bears it, in lower case
    std::string_view prefix;     // before its digits: "sha256="
    std::string_view time = {};  // header with the time in epoch seconds; "": not signed
    std::string_view before = {}, between = {};
};

inline constexpr Seal meta_seal{.header = "x-hub-signature-256", .prefix = "sha256="};  // GitHub's

// Fault::rejected unless the seal is there, its time is within the window and the secret made it.
// Without a secret nothing is proven.
Result<void> check_seal(const Seal& seal, const Delivery& delivery, std::string_view secret);

// A name for a delivery that bears none: the same bytes have the same one.
std::string delivery_id_of(const Seal& seal, const Delivery& delivery);

// Each reads one delivery's JSON into page.posts; what is no post (a like, a ping) is passed over.
void read_generic_delivery(const SourceConfig& source, const Json& json, Page& page);
void read_discourse_delivery(const Json& json, std::string_view event, std::string_view instance,
                             Page& page);
void read_meta_delivery(const Json& json, Page& page);  // pages and Instagram accounts
void read_slack_delivery(const Json& json, Page& page);
void read_github_delivery(const Json& json, Page& page);

// Meta's webhook whole: the handshake with the credential's verify_token, or a delivery sealed with
// its app_secret.
Result<Receipt> receive_from_meta(const SourceConfig& source, const Delivery& delivery);

}  // namespace narrowcast
