// SPDX-License-Identifier: Apache-2.0
// Whether a delivery comes from whom it says.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/answer.hpp"

#include "lib/signature.hpp"

#include "narrowcast/base/text.hpp"

#include <charconv>

namespace narrowcast {
namespace {

Result<void> check_time(const Seal& seal, const Delivery& delivery)
{
    if (seal.time.empty()) return {};
    const std::string_view text = delivery.header(seal.time);
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return fail(Fault::rejected, "the delivery bears no time in " + std::string{seal.time} +
                                         ": the seconds since 1970 are expected there");
    const std::int64_t now = delivery.received.time_since_epoch().count();
    if (seconds < now - delivery_window.count() || seconds > now + delivery_window.count())
        return fail(Fault::rejected,
                    "the delivery was signed more than 5 minutes ago (or ahead): it may be a "
                    "replay, or one of the two clocks is wrong");
    return {};
}

}  // namespace

Result<void> check_seal(const Seal& seal, const Delivery& delivery, std::string_view secret)
{
    if (secret.empty())
        return fail(Fault::rejected,
                    "this source has no secret to check signatures with: name one in its "
                    "'credential'");
    const std::string_view given = delivery.header(seal.header);
    if (!given.starts_with(seal.prefix) || given.size() == seal.prefix.size())
        return fail(Fault::rejected, "the delivery bears no signature in " +
                                         std::string{seal.header} + ": '" +
                                         std::string{seal.prefix} + "...' is expected there");
    const std::string signed_text =
        std::string{seal.before} +
        std::string{seal.time.empty() ? "" : delivery.header(seal.time)} +
        std::string{seal.between} + delivery.body;
    if (!lib::equal_in_constant_time(ascii_lower(given.substr(seal.prefix.size())),
                                     lib::hmac_sha256_hex(secret, signed_text)))
        return fail(Fault::rejected,
                    "the delivery's signature is not that of this source's secret: both sides need "
                    "the same one, and the body must arrive unchanged");
    return check_time(seal, delivery);
}

std::string delivery_id_of(const Seal& seal, const Delivery& delivery)
{
    return fingerprint(std::string{delivery.header(seal.header)} + "\n" + delivery.body);
}

}  // namespace narrowcast
