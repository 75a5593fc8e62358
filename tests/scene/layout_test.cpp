// SPDX-License-Identifier: Apache-2.0
#include "scene/layout.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("the smallest letter is a two-hundredth of the distance on the glass")
{
    const Canvas canvas{1920, 1080, 55, 4};
    const double metres_per_pixel = 55 * 0.0254 / std::hypot(1920.0, 1080.0);
    CHECK(smallest_post_text(canvas) * 0.727 * metres_per_pixel == Catch::Approx(0.02));
}

TEST_CASE("the smallest letter grows with the distance and with the pixels")
{
    const double near = smallest_post_text({1920, 1080, 55, 4});
    CHECK(smallest_post_text({1920, 1080, 55, 8}) == Catch::Approx(2 * near));
    CHECK(smallest_post_text({3840, 2160, 55, 4}) == Catch::Approx(2 * near));
}

TEST_CASE("a page is never smaller than the design, whatever the screen's shape")
{
    for (const auto& [w, h] : {std::pair{1280, 720},
                               {3840, 2160},
                               {1024, 768},
                               {2560, 1080},
                               {1080, 1920},
                               {768, 1024},
                               {1000, 1000}}) {
        const Layout page = layout_of({w, h, 55, 4});
        CHECK(page.w >= (page.portrait ? 1080 : 1920) - 0.001);
        CHECK(page.h >= (page.portrait ? 1920 : 1080) - 0.001);
        CHECK(page.w * page.unit == Catch::Approx(w));
    }
}

TEST_CASE("boxes land on whole pixels, keep their discs round and never vanish")
{
    const Drawing drawing = scaled(
        {Box{{10.4, 10.4, 99.3, 0.2}, {}, {}, 0}, Box{{10.3, 20.9, 18, 18}, {}, {}, 9}}, 2.0 / 3);
    const auto& bar = std::get<Box>(drawing[0]);
    CHECK(bar.area == Rectangle{7, 7, 66, 1});
    const auto& disc = std::get<Box>(drawing[1]);
    CHECK(disc.area.w == disc.area.h);
    CHECK(disc.radius == disc.area.w / 2);
}

TEST_CASE("the direction of a text is that of its first letter")
{
    CHECK(is_right_to_left("التطبيق @polderbank"));
    CHECK(is_right_to_left("123 שלום"));
    CHECK_FALSE(is_right_to_left("@polderbank التطبيق"));
    CHECK_FALSE(is_right_to_left("アプリ"));
    CHECK_FALSE(is_right_to_left(""));
}

TEST_CASE("hatching stays within its box")
{
    const Rectangle area{10, 20, 37, 13};
    Drawing drawing;
    add_hatching(drawing, area, {});
    REQUIRE_FALSE(drawing.empty());
    for (const Mark& mark : drawing)
        for (const Point& point : std::get<Line>(mark).points) {
            CHECK(point.x >= area.x - 0.001);
            CHECK(point.x <= area.x + area.w + 0.001);
            CHECK(point.y >= area.y - 0.001);
            CHECK(point.y <= area.y + area.h + 0.001);
        }
}

TEST_CASE("each mood has a shape of its own")
{
    const auto shape = [](Label label, bool sure) {
        Drawing drawing;
        Mood mood;
        mood.label = label;
        mood.sure = sure;
        add_mark(drawing, mood, {0, 0, 40, 34}, {});
        REQUIRE(drawing.size() == 1);
        return drawing.front();
    };
    CHECK(std::holds_alternative<Area>(shape(Label::positive, true)));
    CHECK(std::holds_alternative<Area>(shape(Label::negative, true)));
    CHECK(shape(Label::positive, true) != shape(Label::negative, true));
    CHECK(std::holds_alternative<Box>(shape(Label::neutral, true)));
    CHECK(std::get<Text>(shape(Label::negative, false)).text == "?");
}
