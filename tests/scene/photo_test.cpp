// SPDX-License-Identifier: Apache-2.0
#include "scene/photo.hpp"

#include "scene/drawing.hpp"
#include "scene/said.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

const Rectangle room{72, 235, 1128, 511};
const Layout page = layout_of({1920, 1080, 55, 4});
const std::string brief = "Kijk nou toch wat een rij bij het loket!";

Media picture(int width, int height) { return {"image", "a.png", "", width, height}; }

PhotoPlace placed(int width, int height, const std::string& words = brief)
{
    const Media photo = picture(width, height);
    return place_photo(page, room, &photo, words, 58);
}

const Image* photo_in(const Drawing& drawing)
{
    for (const Mark& mark : drawing)
        if (const auto* image = std::get_if<Image>(&mark)) return image;
    return nullptr;
}

SlideFile with_photo(int width, int height)
{
    SlideFile file = sample("post");
    post_of(file).post.media = {picture(width, height)};
    return file;
}

}  // namespace

TEST_CASE("a photo stands where it is larger: a wide one below few words, a high one beside them")
{
    const PhotoPlace wide = placed(1800, 800), high = placed(900, 1600);
    REQUIRE(wide.photo);
    REQUIRE(high.photo);
    CHECK(wide.photo->y >= wide.words.y + wide.words.h);
    CHECK(high.photo->x >= high.words.x + high.words.w);
}

TEST_CASE("beside many words a wide photo stands too")
{
    std::string words;
    while (words.size() < 280)
        words += brief + " ";
    const PhotoPlace place = placed(1600, 900, words);
    REQUIRE(place.photo);
    CHECK(place.photo->x >= place.words.x + place.words.w);
    CHECK(place.words.w >= 9 * page.least);
}

TEST_CASE("a photo keeps its shape, a very long one loses its ends")
{
    const Rectangle photo = *placed(1600, 900).photo;
    CHECK(photo.w / photo.h == Catch::Approx(16.0 / 9).epsilon(0.01));
    const Rectangle banner = *placed(5000, 200).photo;
    CHECK(banner.w / banner.h == Catch::Approx(3).epsilon(0.01));
}

TEST_CASE("words and photo keep to their room and apart, whatever the shape")
{
    for (const Canvas& canvas : {Canvas{}, Canvas{1080, 1920, 55, 4}, Canvas{2560, 1080, 55, 4}})
        for (const auto& [w, h] : {std::pair{4000, 3000}, {64, 64}, {100, 5000}, {5000, 100}}) {
            const Media photo = picture(w, h);
            const Layout layout = layout_of(canvas);
            const PhotoPlace place = place_photo(layout, room, &photo, brief, 68);
            if (!place.photo) continue;
            INFO(w << "x" << h);
            CHECK_FALSE(overlap(place.words, *place.photo));
            CHECK(place.photo->x + place.photo->w <= room.x + room.w + 0.01);
            CHECK(place.photo->y + place.photo->h <= room.y + room.h + 0.01);
            CHECK(place.words.h >= 2.9 * 1.28 * layout.least);
        }
}

TEST_CASE("a post of nothing but a picture shows it large")
{
    SlideFile file = with_photo(1600, 900);
    const double beside_words = photo_in(drawn(file))->area.w;
    post_of(file).post.text.clear();
    post_of(file).mood.words.clear();
    const Drawing drawing = drawn(file);
    CHECK(photo_in(drawing)->area.w > beside_words);
    CHECK_FALSE(says(drawing, "zonder tekst"));
}

TEST_CASE("what a shown picture shows is not said")
{
    SlideFile file = with_photo(1600, 900);
    post_of(file).post.media.front().alt = "een lange rij";
    CHECK_FALSE(says(drawn(file), "een lange rij"));
}

TEST_CASE("pictures that count visitors, films and pictures not here yet take no room")
{
    const Drawing without = drawn(sample("post"));
    CHECK(drawn(with_photo(1, 1)) == without);
    CHECK(drawn(with_photo(0, 0)) == without);
    SlideFile film = with_photo(1600, 900);
    post_of(film).post.media.front().type = "video";
    CHECK(drawn(film) == without);
}

TEST_CASE("an author's picture stands over the initial, on the same disc")
{
    SlideFile file = sample("post");
    post_of(file).post.author.avatar = "face.png";
    const Drawing drawing = drawn(file);
    const Image* face = photo_in(drawing);
    REQUIRE(face != nullptr);
    CHECK(face->address == "face.png");
    CHECK(face->radius * 2 == face->area.w);
    CHECK(says(drawing, "S"));
}

TEST_CASE("the company's mark stands on every slide, and its name where it has none")
{
    for (const auto* name :
         {"post", "today", "mosaic", "topics", "voices", "reviews", "week", "message", "crisis"})
        for (const Canvas& canvas : {Canvas{}, Canvas{1080, 1920, 55, 4}}) {
            INFO(name);
            SlideFile file = sample(name);
            for_each_post(file.slide, [](Post& post) { post.media.clear(); });
            CHECK((says(drawn(file, canvas), "Polderbank") ||
                   says(drawn(file, canvas), "POLDERBANK")));
            file.wall.logo = "logo.png";
            const Drawing drawing = drawn(file, canvas);
            std::size_t marks = 0;
            for (const Mark& mark : drawing)
                if (const auto* image = std::get_if<Image>(&mark))
                    marks += image->address == "logo.png" && image->contained ? 1 : 0;
            CHECK(marks == 1);
        }
}
