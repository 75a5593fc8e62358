// SPDX-License-Identifier: Apache-2.0
// Drawing to pixels in memory, through Cairo and Pango; no window needed.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/scene.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Opaque pixels 0xffRRGGBB (native endian: SDL_PIXELFORMAT_ARGB8888), rows from the top, no
// padding.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint32_t> argb;
    bool operator==(const Pixels&) const = default;
};

// The pixels of an address, at least as large as asked where the picture is, or null. Called while
// painting, on its thread, not for a network. They may have alpha, then multiplied into the
// colours.
using Pictures =
    std::function<std::shared_ptr<const Pixels>(std::string_view address, int width, int height)>;

// Call from one thread at a time per process lifetime of that thread: Pango's font map is per
// thread. Fonts come from fontconfig; a missing one is replaced, never an error.
Pixels paint(const Drawing& drawing, int width, int height, const Pictures& pictures = {});

// The em at which paint() sets a text, in pixels: its size, or the smaller one at which it fits.
double set_size(const Text& text);

// Fault::rejected when the file cannot be written.
Result<void> write_png(const Pixels& pixels, const std::filesystem::path& file);
std::vector<std::uint8_t> png_of(const Pixels& pixels);
Result<Pixels> read_png(const std::filesystem::path& file);

// The family names the wall asks for that fontconfig cannot give: for `doctor` and the log.
std::vector<std::string> missing_fonts();

}  // namespace narrowcast
