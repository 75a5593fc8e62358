// SPDX-License-Identifier: Apache-2.0
// The one door to all scenes.
#include "narrowcast/scene.hpp"

#include "scene/sketch.hpp"

namespace narrowcast {

Drawing draw(const Slide& slide, const Wall& wall, const Canvas& canvas, const Words& words,
             Time now)
{
    struct Scenes {
        Sketch& sketch;
        void operator()(const PostSlide& post) const { draw_post(sketch, post); }
        void operator()(const TodaySlide& today) const { draw_today(sketch, today); }
    };
    Sketch sketch{wall, words, layout_of(canvas), palette_of(wall.theme, wall.accent), now};
    std::visit(Scenes{sketch}, slide);
    return scaled(std::move(sketch.drawing), sketch.page.unit);
}

}  // namespace narrowcast
