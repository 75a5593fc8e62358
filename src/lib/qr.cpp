// SPDX-License-Identifier: Apache-2.0
// libqrencode behind lib/qr.hpp.
#include "lib/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace narrowcast::lib {

Result<QrCode> qr_code(const std::string& content)
{
    struct Drop {
        void operator()(QRcode* code) const { QRcode_free(code); }
    };
    if (content.empty()) return fail(Fault::garbled, "there is nothing to put into a QR code");
    // 8 bit: addresses hold lower-case letters, which the alphanumeric mode does not have.
    const std::unique_ptr<QRcode, Drop> code{
        QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_L)};
    if (!code) return fail(Fault::garbled, "the address is too long for a QR code");
    QrCode result{code->width, {}};
    const auto count =
        static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    result.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        result.dark.push_back((code->data[i] & 1) != 0);
    return result;
}

}  // namespace narrowcast::lib
