// SPDX-License-Identifier: Apache-2.0
// The cross-fade's inner loop.
#include "lib/blend.hpp"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace narrowcast::lib {
namespace {

#if defined(__SSE2__)

__m128i mixed(__m128i from, __m128i to, __m128i from_share, __m128i to_share)
{
    const __m128i zero = _mm_setzero_si128();
    // 255 * 256 fits 16 unsigned bits, so products and their sum need no wider lanes.
    const __m128i low =
        _mm_srli_epi16(_mm_add_epi16(_mm_mullo_epi16(_mm_unpacklo_epi8(from, zero), from_share),
                                     _mm_mullo_epi16(_mm_unpacklo_epi8(to, zero), to_share)),
                       8);
    const __m128i high =
        _mm_srli_epi16(_mm_add_epi16(_mm_mullo_epi16(_mm_unpackhi_epi8(from, zero), from_share),
                                     _mm_mullo_epi16(_mm_unpackhi_epi8(to, zero), to_share)),
                       8);
    return _mm_packus_epi16(low, high);
}

// Pictures are larger than the caches: past them, storing costs a third less memory traffic.
constexpr std::size_t worth_streaming = 512;
constexpr std::size_t vector_bytes = 16;

std::size_t blend_vectors(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
                          std::size_t pixels, unsigned share)
{
    const __m128i from_share = _mm_set1_epi16(static_cast<short>(whole_blend - share));
    const __m128i to_share = _mm_set1_epi16(static_cast<short>(share));
    const auto next = [&](std::size_t i) {
        return mixed(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i)),
                     _mm_loadu_si128(reinterpret_cast<const __m128i*>(to + i)), from_share,
                     to_share);
    };
    std::size_t i = 0;
    if (pixels >= worth_streaming) {
        const auto ahead = reinterpret_cast<std::uintptr_t>(out) % vector_bytes;
        if (ahead != 0) i = (vector_bytes - ahead) / sizeof *out;
        blend_plainly(from, to, out, i, share);
        for (; i + 4 <= pixels; i += 4)
            _mm_stream_si128(reinterpret_cast<__m128i*>(out + i), next(i));
        _mm_sfence();
    }
    for (; i + 4 <= pixels; i += 4)
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), next(i));
    return i;
}

#elif defined(__ARM_NEON)

std::size_t blend_vectors(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
                          std::size_t pixels, unsigned share)
{
    const uint16_t from_share = static_cast<uint16_t>(whole_blend - share);
    const uint16_t to_share = static_cast<uint16_t>(share);
    std::size_t i = 0;
    for (; i + 4 <= pixels; i += 4) {
        const uint8x16_t a = vreinterpretq_u8_u32(vld1q_u32(from + i));
        const uint8x16_t b = vreinterpretq_u8_u32(vld1q_u32(to + i));
        const uint16x8_t low = vmlaq_n_u16(vmulq_n_u16(vmovl_u8(vget_low_u8(a)), from_share),
                                           vmovl_u8(vget_low_u8(b)), to_share);
        const uint16x8_t high = vmlaq_n_u16(vmulq_n_u16(vmovl_u8(vget_high_u8(a)), from_share),
                                            vmovl_u8(vget_high_u8(b)), to_share);
        const uint8x16_t both = vcombine_u8(vshrn_n_u16(low, 8), vshrn_n_u16(high, 8));
        vst1q_u32(out + i, vreinterpretq_u32_u8(both));
    }
    return i;
}

#else

std::size_t blend_vectors(const std::uint32_t*, const std::uint32_t*, std::uint32_t*, std::size_t,
                          unsigned)
{
    return 0;
}

#endif

}  // namespace

void blend_plainly(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
                   std::size_t pixels, unsigned share)
{
    // Two bytes of a pixel at a time: each has room for its product in 16 bits.
    constexpr std::uint32_t even = 0x00ff00ff;
    for (std::size_t i = 0; i < pixels; ++i) {
        const std::uint32_t a = from[i], b = to[i];
        const std::uint32_t low = ((a & even) * (whole_blend - share) + (b & even) * share) >> 8;
        const std::uint32_t high =
            ((a >> 8) & even) * (whole_blend - share) + ((b >> 8) & even) * share;
        out[i] = (low & even) | (high & ~even);
    }
}

void blend(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
           std::size_t pixels, unsigned share)
{
    if (share == 0 || share == whole_blend) {
        std::memmove(out, share == 0 ? from : to, pixels * sizeof(std::uint32_t));
        return;
    }
    const std::size_t done = blend_vectors(from, to, out, pixels, share);
    blend_plainly(from + done, to + done, out + done, pixels - done, share);
}

}  // namespace narrowcast::lib
