// SPDX-License-Identifier: Apache-2.0
// A picture from outside, decoded and written anew. Only narrowcast-decode calls it. Pure.
#pragma once

#include "media/picture.hpp"
#include "narrowcast/base/result.hpp"

#include <string_view>

namespace narrowcast::media {

// At most `side` pixels wide and high: a JPEG, or a PNG where something shines through.
// Fault::garbled: no JPEG, PNG, WebP or GIF, too large, or damaged.
Result<Picture> remake(std::string_view bytes, int side);

// Lets the libraries look at the processor and make their tables, while they still may.
void warm_up();

}  // namespace narrowcast::media
