// SPDX-License-Identifier: Apache-2.0
// Plain text without fontconfig: one font file, opened by its path (SDL2_ttf). One thread.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// How much of each pixel the letters cover, rows from the top; 0 x 0 for an empty text.
struct Coverage {
    int width = 0, height = 0;
    std::vector<std::uint8_t> amount;
};

class Typeface {
public:
    // The first of `files` that exists and opens. Fault::rejected, with the remedy, when none does.
    static Result<Typeface> open(std::span<const std::filesystem::path> files);
    Typeface(Typeface&&) noexcept;
    Typeface& operator=(Typeface&&) noexcept;
    ~Typeface();

    // `text` (UTF-8) set with an em of `pixels`, broken into lines no wider than `width` (0: one
    // line however wide). Letters the font lacks show as boxes.
    Coverage set(std::string_view text, int pixels, int width = 0) const;

    const std::filesystem::path& file() const;

private:
    struct Inner;
    explicit Typeface(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

// Where Debian's packages put Inter, Noto Sans and DejaVu Sans, the preferred one first.
std::vector<std::filesystem::path> known_typefaces();

}  // namespace narrowcast::lib
