// SPDX-License-Identifier: Apache-2.0
// Pictures for tests, good and bad.
#pragma once

#include "lib/jpeg.hpp"
#include "lib/pixels.hpp"
#include "lib/png.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace narrowcast::test {

// Red grows to the right, green downwards.
inline lib::Pixels slope(int width, int height, std::uint8_t alpha = 255)
{
    lib::Pixels picture{{width, height}, {}};
    picture.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::array<std::uint8_t, 4> pixel{static_cast<std::uint8_t>(x * 255 / width),
                                                    static_cast<std::uint8_t>(y * 255 / height),
                                                    128, alpha};
            picture.rgba.insert(picture.rgba.end(), pixel.begin(), pixel.end());
        }
    return picture;
}

inline std::string jpeg_of(int width, int height)
{
    return *lib::encode_jpeg(slope(width, height), 85);
}
inline std::string png_of(int width, int height, std::uint8_t alpha = 255)
{
    return *lib::encode_png(slope(width, height, alpha));
}

inline std::string recorded_picture(const std::string& name)
{
    std::ifstream stream{std::string{NARROWCAST_SOURCE_DIR} + "/tests/data/media/" + name,
                         std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline std::string big_endian(std::uint32_t number)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xFF);
    return bytes;
}

inline std::string png_chunk(const std::string& type_and_data)
{
    std::uint32_t check = 0xFFFFFFFF;
    for (const char c : type_and_data) {
        check ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            check = check >> 1 ^ ((check & 1) != 0 ? 0xEDB88320 : 0);
    }
    return big_endian(static_cast<std::uint32_t>(type_and_data.size() - 4)) + type_and_data +
           big_endian(~check);
}

// Sixty bytes that say they are so many pixels.
inline std::string png_that_claims(std::uint32_t width, std::uint32_t height)
{
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1A\n"s +
           png_chunk("IHDR" + big_endian(width) + big_endian(height) + "\x08\x06\0\0\0"s) +
           png_chunk("IDAT\x78\x9C\x03\0\0\0\0\x01"s) + png_chunk("IEND");
}

// Red, green, blue of a pixel; they are compared with some room, for JPEG loses a little.
inline std::array<int, 3> colour_at(const lib::Pixels& picture, int x, int y)
{
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width) +
                     static_cast<std::size_t>(x)) *
                    4;
    return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
}

inline bool looks_like(const std::array<int, 3>& found, const std::array<int, 3>& wanted)
{
    for (std::size_t i = 0; i < 3; ++i)
        if (found[i] < wanted[i] - 12 || found[i] > wanted[i] + 12) return false;
    return true;
}

}  // namespace narrowcast::test
