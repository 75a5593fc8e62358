// SPDX-License-Identifier: Apache-2.0
// A photo keeps its shape as far as that is a shape: what is wider than three to one or higher than
// two to three loses its ends.
#include "scene/photo.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double gap = 40, leading = 1.28, lines_needed = 3;

double shape_of(const Media& photo)
{
    return std::clamp(static_cast<double>(photo.width) / photo.height, 0.66, 3.0);
}

// The largest of this shape within an area, at its start.
Rectangle largest(const Rectangle& area, double shape)
{
    const double w = std::min(area.w, area.h * shape);
    return {area.x, area.y, w, w / shape};
}

PhotoPlace beside(const Rectangle& area, double shape, double share)
{
    const Rectangle photo = largest({0, 0, area.w * share, area.h}, shape);
    return {{area.x, area.y, area.w - photo.w - gap, area.h},
            Rectangle{area.x + area.w - photo.w, area.y, photo.w, photo.h}};
}

}  // namespace

PhotoPlace place_photo(const Layout& page, const Rectangle& area, const Media* photo,
                       std::string_view words, double size)
{
    if (photo == nullptr) return {area, {}};
    const double shape = shape_of(*photo);
    if (words.empty()) return {{}, largest(area, shape)};
    const double pitch = std::max(page.least, 1.0) * leading;
    const PhotoPlace side = beside(area, shape, page.portrait ? 0.42 : 0.44);
    const bool can_stand_beside = side.words.w >= 9 * page.least && area.h >= lines_needed * pitch;

    // Below: the words get what they need at a good size, the photo what is left.
    const double wanted = lines_of(words, size, area.w, Weight::medium) * size * leading + 6;
    const double text = std::max(wanted, lines_needed * pitch);
    const Rectangle under =
        largest({area.x, area.y + text + gap, area.w, area.h - text - gap}, shape);
    const double smallest = can_stand_beside ? side.photo->w * side.photo->h : 180 * 180;
    if (under.h > 0 && under.w * under.h >= smallest)
        return {{area.x, area.y, area.w, text}, under};
    if (can_stand_beside) return side;
    return {area, {}};
}

}  // namespace narrowcast
