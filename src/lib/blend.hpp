// SPDX-License-Identifier: Apache-2.0
// Mixes two rows of opaque pixels, fast: what a cross-fade costs in software. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace narrowcast::lib {

inline constexpr unsigned whole_blend = 256;

// out[i] = from[i] + (to[i] - from[i]) * share / 256 for every byte, rounded down; share 0 gives
// `from` and 256 gives `to`, exactly. `out` may be `from` or `to`, and overlap neither otherwise.
// Vectorised (AVX2, SSE2, NEON: the best this processor has); every processor gives the same bytes.
// REQUIRES: share <= 256.
void blend(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
           std::size_t pixels, unsigned share);

// The same, one pixel at a time: what the vectors are checked against, and what other processors
// run.
void blend_plainly(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
                   std::size_t pixels, unsigned share);

// Every way of blending that this processor can run, the fastest first: what blend() takes. For
// tests and measurements.
struct BlendMethod {
    const char* name;
    decltype(&blend_plainly) blend;
};
std::vector<BlendMethod> blend_methods();

}  // namespace narrowcast::lib
