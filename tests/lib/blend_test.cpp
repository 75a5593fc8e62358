// SPDX-License-Identifier: Apache-2.0
#include "lib/blend.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <random>
#include <vector>

using namespace narrowcast;

namespace {

std::vector<std::uint32_t> random_pixels(std::size_t count, unsigned seed)
{
    std::mt19937 random{seed};
    std::vector<std::uint32_t> pixels(count);
    for (auto& pixel : pixels)
        pixel = static_cast<std::uint32_t>(random()) | 0xff000000U;
    // The ends of every byte's range, where 16-bit lanes would overflow first.
    pixels[0] = 0xffffffff;
    pixels[1] = 0xff000000;
    return pixels;
}

// The definition, byte by byte.
std::uint32_t reference(std::uint32_t from, std::uint32_t to, unsigned share)
{
    std::uint32_t out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const unsigned a = from >> shift & 0xff, b = to >> shift & 0xff;
        out |= (a * (256 - share) + b * share) / 256 << shift;
    }
    return out;
}

}  // namespace

TEST_CASE("a blend gives the bytes of its definition for every share")
{
    constexpr std::size_t count = 1027;  // not a multiple of a vector
    const auto from = random_pixels(count, 1), to = random_pixels(count, 2);
    std::vector<std::uint32_t> out(count), plain(count), expected(count);
    for (unsigned share = 0; share <= lib::whole_blend; ++share) {
        lib::blend(from.data(), to.data(), out.data(), count, share);
        lib::blend_plainly(from.data(), to.data(), plain.data(), count, share);
        for (std::size_t i = 0; i < count; ++i)
            expected[i] = reference(from[i], to[i], share);
        REQUIRE(out == expected);
        REQUIRE(plain == expected);
    }
}

TEST_CASE("every way of blending gives the same byte for every pair of bytes")
{
    // four pairs a pixel: all 65,536 pairs, then as many more as fill no whole vector
    constexpr std::size_t count = 256 * 256 / 4 + 5;
    std::vector<std::uint32_t> from(count), to(count);
    for (std::size_t i = 0; i < count * 4; ++i) {
        from[i / 4] |= static_cast<std::uint32_t>(i & 0xff) << 8 * (i % 4);
        to[i / 4] |= static_cast<std::uint32_t>(i >> 8 & 0xff) << 8 * (i % 4);
    }
    for (const unsigned share : {0U, 1U, 2U, 77U, 127U, 128U, 129U, 200U, 254U, 255U, 256U}) {
        std::vector<std::uint32_t> expected(count);
        for (std::size_t i = 0; i < count; ++i)
            expected[i] = reference(from[i], to[i], share);
        for (const auto& method : lib::blend_methods()) {
            CAPTURE(method.name, share);
            std::vector<std::uint32_t> large(count), small(count);
            method.blend(from.data(), to.data(), large.data(), count, share);
            CHECK(large == expected);
            // short rows take another road than whole pictures
            for (std::size_t i = 0; i < count; i += 61)
                method.blend(from.data() + i, to.data() + i, small.data() + i,
                             std::min<std::size_t>(61, count - i), share);
            CHECK(small == expected);
        }
    }
}

TEST_CASE("a blend of opaque pixels is opaque")
{
    const auto from = random_pixels(64, 3), to = random_pixels(64, 4);
    std::vector<std::uint32_t> out(64);
    lib::blend(from.data(), to.data(), out.data(), out.size(), 77);
    for (const std::uint32_t pixel : out)
        CHECK(pixel >> 24 == 0xff);
}

TEST_CASE("a blend may write over what it blends")
{
    auto from = random_pixels(33, 5);
    const auto to = random_pixels(33, 6);
    std::vector<std::uint32_t> expected(33);
    lib::blend(from.data(), to.data(), expected.data(), expected.size(), 100);
    lib::blend(from.data(), to.data(), from.data(), from.size(), 100);
    CHECK(from == expected);
}

TEST_CASE("a blend writes its pixels and no others, wherever they begin")
{
    constexpr std::size_t count = 700, margin = 24;
    const auto from = random_pixels(count + margin, 7), to = random_pixels(count + margin, 8);
    for (const auto& method : lib::blend_methods())
        for (std::size_t begin = 0; begin < 9; ++begin) {
            std::vector<std::uint32_t> out(count + margin, 0xdeadbeef), expected = out;
            method.blend(from.data() + begin, to.data() + begin, out.data() + begin, count, 99);
            for (std::size_t i = begin; i < begin + count; ++i)
                expected[i] = reference(from[i], to[i], 99);
            CAPTURE(method.name, begin);
            CHECK(out == expected);
        }
}
