// SPDX-License-Identifier: Apache-2.0
// QR codes (libqrencode). Pure; any thread.
#pragma once

#include "narrowcast/base/result.hpp"

#include <string>
#include <vector>

namespace narrowcast::lib {

struct QrCode {
    int side = 0;            // modules, without the quiet zone
    std::vector<bool> dark;  // by row

    bool at(int x, int y) const
    {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(x)];
    }
};

inline constexpr int qr_quiet_zone = 4;  // modules that must stay light around it (ISO 18004)

// The smallest code that holds `content`, with the lowest error correction: large modules can be
// scanned from further away. Fault::garbled when it is empty or too long (about 2,900 bytes).
Result<QrCode> qr_code(const std::string& content);

}  // namespace narrowcast::lib
