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
        void operator()(const MosaicSlide& mosaic) const { draw_mosaic(sketch, mosaic); }
        void operator()(const TopicsSlide& topics) const { draw_topics(sketch, topics); }
        void operator()(const VoicesSlide& voices) const { draw_voices(sketch, voices); }
        void operator()(const ReviewsSlide& reviews) const { draw_reviews(sketch, reviews); }
        void operator()(const WeekSlide& week) const { draw_week(sketch, week); }
        void operator()(const MessageSlide& message) const { draw_message(sketch, message); }
        void operator()(const CrisisSlide& crisis) const { draw_crisis(sketch, crisis); }
    };
    Sketch sketch{wall, words, layout_of(canvas),
                  palette_of(wall.theme, wall.accent, wall.background), now};
    std::visit(Scenes{sketch}, slide);
    return scaled(std::move(sketch.drawing), sketch.page.unit);
}

}  // namespace narrowcast
