// SPDX-License-Identifier: Apache-2.0
// Shapes into pixels in memory, and PNG files (Cairo). A sheet belongs to one thread.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

// NOLINTNEXTLINE(bugprone-reserved-identifier): Cairo's own name; lib/pango.cpp paints on it too
struct _cairo;

namespace narrowcast::lib {

struct Ink {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Ink&) const = default;
};

struct Spot {
    double x = 0, y = 0;
};

struct Frame {
    double x = 0, y = 0, w = 0, h = 0;
};

// Pixels 0xAARRGGBB of somebody else, colours multiplied by alpha, rows without padding.
struct Bitmap {
    const std::uint32_t* argb = nullptr;
    int width = 0, height = 0;
};

// Paints over 0xAARRGGBB pixels of somebody else, which must outlive it. REQUIRES: width and height
// above 0, rows without padding.
class Sheet {
public:
    Sheet(std::uint32_t* argb, int width, int height);

    // A rectangle, its corners rounded; where the inks differ, a gradient from top left to bottom
    // right.
    void fill(const Frame& frame, double radius, Ink from, Ink to);
    void polygon(std::span<const Spot> corners, Ink ink);
    void stroke(std::span<const Spot> points, double width, Ink ink);

    // A picture scaled to cover the frame, its middle kept. Corners rounded.
    void picture(const Frame& frame, double radius, const Bitmap& bitmap);

    _cairo* context() const { return context_.get(); }

private:
    struct Drop {
        void operator()(_cairo* context) const;
    };
    std::unique_ptr<_cairo, Drop> context_;
};

struct Image {
    int width = 0, height = 0;
    std::vector<std::uint32_t> argb;  // opaque
};

std::vector<std::uint8_t> encode_png(std::span<const std::uint32_t> argb, int width, int height);

// Fault::rejected when the file cannot be read or is no PNG.
Result<Image> decode_png(const std::filesystem::path& file);

}  // namespace narrowcast::lib
