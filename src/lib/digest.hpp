// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), through GLib. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace narrowcast::lib {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view bytes);

std::string hex(const Digest& digest);  // 64 digits

}  // namespace narrowcast::lib
