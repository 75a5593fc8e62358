// SPDX-License-Identifier: Apache-2.0
// A colour, and how well it can be told from another.
#pragma once

#include <cstdint>

namespace narrowcast {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;  // sRGB
    bool operator==(const Colour&) const = default;
};

// WCAG 2.2 contrast ratio, 1 ... 21. Alpha is ignored.
double contrast(Colour a, Colour b);

// What WCAG 2.2 asks at level AA: of letters, and of shapes and large letters.
inline constexpr double contrast_of_letters = 4.5, contrast_of_shapes = 3.0;

}  // namespace narrowcast
