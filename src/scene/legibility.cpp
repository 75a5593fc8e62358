// SPDX-License-Identifier: Apache-2.0
// Measures a drawing as a person with a ruler and an eye would.
#include "narrowcast/scene.hpp"

#include "scene/layout.hpp"
#include "scene/theme.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

bool holds(const Rectangle& area, const Point& point)
{
    return point.x >= area.x && point.x <= area.x + area.w && point.y >= area.y &&
           point.y <= area.y + area.h;
}

// What a text stands on: the last opaque box before it that lies below its middle.
Colour below(const Drawing& drawing, std::size_t index)
{
    const Rectangle& area = std::get<Text>(drawing[index]).area;
    const Point middle{area.x + area.w / 2, area.y + area.h / 2};
    while (index-- > 0)
        if (const auto* box = std::get_if<Box>(&drawing[index]);
            box != nullptr && box->fill.a == 255 && holds(box->area, middle))
            return mixed(box->fill, box->to, 0.5);
    return {0, 0, 0, 255};  // what the painter begins with
}

double contrast_of(const Text& text, Colour paper)
{
    double least = contrast(text.colour, paper);
    for (const Span& span : text.spans)
        least = std::min(least, contrast(span.colour, paper));
    return least;
}

int words_in(std::string_view text)
{
    int words = 0;
    bool within = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t';
        if (!space && !within) ++words;
        within = !space;
    }
    return words;
}

}  // namespace

Legibility legibility(std::string_view scene, const Drawing& drawing, const Canvas& canvas,
                      const std::function<double(const Text&)>& set_size)
{
    Legibility result;
    result.scene = scene;
    double smallest = 0, least_contrast = 21;
    for (std::size_t i = 0; i < drawing.size(); ++i) {
        const auto* text = std::get_if<Text>(&drawing[i]);
        if (text == nullptr || text->text.empty()) continue;
        result.words += words_in(text->text);
        if (!text->is_main) continue;
        const double size = set_size(*text);
        smallest = smallest == 0 ? size : std::min(smallest, size);
        least_contrast = std::min(least_contrast, contrast_of(*text, below(drawing, i)));
    }
    if (smallest == 0) return result;
    const double pixels = std::hypot(canvas.width, canvas.height);
    const double millimetres_per_pixel = canvas.inches * 25.4 / std::max(pixels, 1.0);
    result.millimetres = capital_height * smallest * millimetres_per_pixel;
    const double angle =
        std::atan2(result.millimetres / 1000, std::max(canvas.viewing_distance, 0.01));
    result.arc_minutes = angle * 180 / M_PI * 60;
    result.contrast = least_contrast;
    // The painter sets letters in whole steps; what is a hair below is not below.
    constexpr double hair = 0.995;
    result.readable =
        smallest >= hair * smallest_post_text(canvas) && least_contrast >= contrast_of_letters;
    return result;
}

}  // namespace narrowcast
