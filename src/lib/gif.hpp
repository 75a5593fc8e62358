// SPDX-License-Identifier: Apache-2.0
// GIF through giflib. Pure; any thread.
#pragma once

#include "lib/pixels.hpp"

#include "narrowcast/base/result.hpp"

#include <string_view>

namespace narrowcast::lib {

// The first picture, shrunk while it is decoded. Fault::garbled: too large, torn off, or not a GIF
// that can be read.
Result<Pixels> decode_gif(std::string_view bytes, const PictureLimits& limits);

}  // namespace narrowcast::lib
