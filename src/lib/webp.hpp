// SPDX-License-Identifier: Apache-2.0
// WebP through libwebp. Pure; any thread.
#pragma once

#include "lib/pixels.hpp"

#include "narrowcast/base/result.hpp"

#include <string_view>

namespace narrowcast::lib {

// Shrunk while it is decoded; the first picture of an animated one. Fault::garbled: too large, torn
// off, or not a WebP that can be read.
Result<Pixels> decode_webp(std::string_view bytes, const PictureLimits& limits);

}  // namespace narrowcast::lib
