// SPDX-License-Identifier: Apache-2.0
// Drawing to pixels in memory, through Cairo and Pango; no window needed.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/scene.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace narrowcast {

// Opaque pixels 0xffRRGGBB (native endian: SDL_PIXELFORMAT_ARGB8888), rows from the top, no
// padding.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint32_t> argb;
    bool operator==(const Pixels&) const = default;
};

// Call from one thread at a time per process lifetime of that thread: Pango's font map is per
// thread. Fonts come from fontconfig; a missing one is replaced, never an error.
Pixels paint(const Drawing& drawing, int width, int height);

// Fault::rejected when the file cannot be written.
Result<void> write_png(const Pixels& pixels, const std::filesystem::path& file);
std::vector<std::uint8_t> png_of(const Pixels& pixels);
Result<Pixels> read_png(const std::filesystem::path& file);

// The family names the wall asks for that fontconfig cannot give: for `doctor` and the log.
std::vector<std::string> missing_fonts();

}  // namespace narrowcast
