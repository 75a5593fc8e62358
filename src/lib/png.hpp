// SPDX-License-Identifier: Apache-2.0
// PNG through libpng. Pure; any thread.
#pragma once

#include "lib/pixels.hpp"

#include "narrowcast/base/result.hpp"

#include <string>
#include <string_view>

namespace narrowcast::lib {

// Shrunk while it is decoded; the first picture of an animated one. Fault::garbled: too large, torn
// off, or not a PNG that can be read.
Result<Pixels> decode_png(std::string_view bytes, const PictureLimits& limits);

// With alpha, without any metadata. Fault::later: no memory.
Result<std::string> encode_png(const Pixels& picture);

}  // namespace narrowcast::lib
