// SPDX-License-Identifier: Apache-2.0
// The cross-fade's inner loop.
#include "lib/blend.hpp"

#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace narrowcast::lib {
namespace {

#if defined(__SSE2__)

// Pictures are larger than the caches: past them, storing costs a third less memory traffic.
constexpr std::size_t worth_streaming = 512;

// Pixels before `out` stands where a vector of so many bytes may be streamed to.
std::size_t pixels_to_boundary(const std::uint32_t* out, std::size_t vector_bytes)
{
    const auto beyond = reinterpret_cast<std::uintptr_t>(out) % vector_bytes;
    return beyond == 0 ? 0 : (vector_bytes - beyond) / sizeof *out;
}

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

void blend_sse2(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
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
        i = pixels_to_boundary(out, sizeof(__m128i));
        blend_plainly(from, to, out, i, share);
        for (; i + 4 <= pixels; i += 4)
            _mm_stream_si128(reinterpret_cast<__m128i*>(out + i), next(i));
        _mm_sfence();
    }
    for (; i + 4 <= pixels; i += 4)
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), next(i));
    blend_plainly(from + i, to + i, out + i, pixels - i, share);
}

// The same with vectors twice as wide, for processors that say when asked that they have them.
#define NARROWCAST_AVX2 __attribute__((target("avx2")))

// The processor's own looking ahead stops at the end of each page of memory; two kilobytes bridge
// that. Reading ahead of the end of a picture is no error: nothing is fetched then.
constexpr std::size_t pixels_ahead = 512;

struct Avx2Blend {
    __m256i from_share, to_share;

    NARROWCAST_AVX2 explicit Avx2Blend(unsigned share)
        : from_share{_mm256_set1_epi16(static_cast<short>(whole_blend - share))},
          to_share{_mm256_set1_epi16(static_cast<short>(share))}
    {
    }

    NARROWCAST_AVX2 __m256i operator()(const std::uint32_t* from, const std::uint32_t* to) const
    {
        const __m256i zero = _mm256_setzero_si256();
        const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
        const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(to));
        const __m256i low = _mm256_srli_epi16(
            _mm256_add_epi16(_mm256_mullo_epi16(_mm256_unpacklo_epi8(a, zero), from_share),
                             _mm256_mullo_epi16(_mm256_unpacklo_epi8(b, zero), to_share)),
            8);
        const __m256i high = _mm256_srli_epi16(
            _mm256_add_epi16(_mm256_mullo_epi16(_mm256_unpackhi_epi8(a, zero), from_share),
                             _mm256_mullo_epi16(_mm256_unpackhi_epi8(b, zero), to_share)),
            8);
        return _mm256_packus_epi16(low, high);
    }
};

NARROWCAST_AVX2 void blend_avx2(const std::uint32_t* from, const std::uint32_t* to,
                                std::uint32_t* out, std::size_t pixels, unsigned share)
{
    const Avx2Blend mix{share};
    std::size_t i = 0;
    if (pixels >= worth_streaming) {
        i = pixels_to_boundary(out, sizeof(__m256i));
        blend_plainly(from, to, out, i, share);
        for (; i + 16 <= pixels; i += 16) {
            _mm_prefetch(reinterpret_cast<const char*>(from + i + pixels_ahead), _MM_HINT_T0);
            _mm_prefetch(reinterpret_cast<const char*>(to + i + pixels_ahead), _MM_HINT_T0);
            _mm256_stream_si256(reinterpret_cast<__m256i*>(out + i), mix(from + i, to + i));
            _mm256_stream_si256(reinterpret_cast<__m256i*>(out + i + 8),
                                mix(from + i + 8, to + i + 8));
        }
        _mm_sfence();
    }
    for (; i + 8 <= pixels; i += 8)
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), mix(from + i, to + i));
    blend_plainly(from + i, to + i, out + i, pixels - i, share);
}

#undef NARROWCAST_AVX2

#elif defined(__ARM_NEON)

void blend_neon(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
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
    blend_plainly(from + i, to + i, out + i, pixels - i, share);
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

std::vector<BlendMethod> blend_methods()
{
    std::vector<BlendMethod> methods;
#if defined(__SSE2__)
    if (__builtin_cpu_supports("avx2")) methods.push_back({"AVX2", blend_avx2});
    methods.push_back({"SSE2", blend_sse2});
#elif defined(__ARM_NEON)
    methods.push_back({"NEON", blend_neon});
#endif
    methods.push_back({"one pixel at a time", blend_plainly});
    return methods;
}

void blend(const std::uint32_t* from, const std::uint32_t* to, std::uint32_t* out,
           std::size_t pixels, unsigned share)
{
    static const auto fastest = blend_methods().front().blend;
    if (share == 0 || share == whole_blend)
        std::memmove(out, share == 0 ? from : to, pixels * sizeof(std::uint32_t));
    else
        fastest(from, to, out, pixels, share);
}

}  // namespace narrowcast::lib
