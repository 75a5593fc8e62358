// SPDX-License-Identifier: Apache-2.0
// How long a photo from outside takes until it is one for a wall.
#pragma once

#include <filesystem>

namespace narrowcast::bench {

// `decoder`: narrowcast-decode, or "" to leave out its own row.
void bench_pictures(const std::filesystem::path& decoder);

}  // namespace narrowcast::bench
