// SPDX-License-Identifier: Apache-2.0
// How long a photo from outside takes until it is one for a wall.
#pragma once

#include "lib/pixels.hpp"

#include <filesystem>

namespace narrowcast::bench {

// Soft shapes and a grain as of a camera: some 4 MB as JPEG, as phones write them.
lib::Pixels photo(int width, int height);

// `decoder`: narrowcast-decode, or "" to leave out its own row.
void bench_pictures(const std::filesystem::path& decoder);

}  // namespace narrowcast::bench
