// SPDX-License-Identifier: Apache-2.0
// JPEG through libjpeg-turbo. Pure; any thread.
#pragma once

#include "lib/pixels.hpp"

#include "narrowcast/base/result.hpp"

#include <string>
#include <string_view>

namespace narrowcast::lib {

// Shrunk while it is decoded, and turned as its Exif says. Fault::garbled: too large, torn off, or
// not a JPEG that can be read.
Result<Pixels> decode_jpeg(std::string_view bytes, const PictureLimits& limits);

// Baseline, without any metadata. Alpha is left out. `fine`: every pixel has a colour of its own,
// else four share one, as cameras do it. Fault::later: no memory.
Result<std::string> encode_jpeg(const Pixels& picture, int quality, bool fine = true);

}  // namespace narrowcast::lib
