// SPDX-License-Identifier: Apache-2.0
#include "lib/digest.hpp"

#include <glib.h>

namespace narrowcast::lib {

Digest sha256(std::string_view bytes)
{
    Digest digest{};
    gsize length = digest.size();
    GChecksum* sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, reinterpret_cast<const guchar*>(bytes.data()),
                      static_cast<gssize>(bytes.size()));
    g_checksum_get_digest(sum, digest.data(), &length);
    g_checksum_free(sum);
    return digest;
}

std::string hex(const Digest& digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace narrowcast::lib
