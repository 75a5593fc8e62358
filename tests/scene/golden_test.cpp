// SPDX-License-Identifier: Apache-2.0
// What every scene looks like, against pictures that people have looked at.
//
// Dark pictures in Dutch are kept at half their size, those of 4K at an eighth, all others at a
// quarter.
#include "paint/golden.hpp"
#include "narrowcast/paint.hpp"
#include "support/catch.hpp"
#include "support/fonts.hpp"
#include "support/slides.hpp"

#include <filesystem>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

const std::vector<std::string> scenes{"post",    "today", "mosaic",  "topics", "voices",
                                      "reviews", "week",  "message", "crisis"};

// Something to see at every address: bands of colour from corner to corner.
std::shared_ptr<const Pixels> bands(int width, int height)
{
    Pixels pixels{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto r = static_cast<std::uint32_t>(60 + 150 * x / width);
            const auto g = static_cast<std::uint32_t>(90 + 100 * y / height);
            const bool band = (x * 12 / width + y * 8 / height) % 2 == 0;
            pixels.argb.push_back(0xff000000U | r << 16 | g << 8 | (band ? 0xb0U : 0x70U));
        }
    return std::make_shared<const Pixels>(std::move(pixels));
}

// Dark letters, so to speak, on nothing: strokes of one colour, and what is clear between them.
std::shared_ptr<const Pixels> dark_mark()
{
    Pixels pixels{300, 90, {}};
    for (int y = 0; y < 90; ++y)
        for (int x = 0; x < 300; ++x)
            pixels.argb.push_back(x / 15 % 2 == 0 && (y > 20 || x > 120) ? 0xff0a1a3cU : 0U);
    return std::make_shared<const Pixels>(std::move(pixels));
}

struct Shot {
    int width = 1920, height = 1080;
    int picture_width = 1600, picture_height = 900;  // of every picture on it
};

Pixels painted(const SlideFile& file, const Shot& shot = {})
{
    use_wall_fonts();
    const Canvas canvas{shot.width, shot.height, file.wall.inches, file.wall.viewing_distance};
    const Drawing drawing =
        draw(file.slide, file.wall, canvas, words_in(file.wall.language), file.now);
    return paint(drawing, canvas.width, canvas.height, [&](std::string_view address, int, int) {
        return address == "dark-mark" ? dark_mark()
                                      : bands(shot.picture_width, shot.picture_height);
    });
}

void check_scene(const Pixels& picture, const std::string& name)
{
    std::filesystem::create_directories(NARROWCAST_GOLDEN_OUT "/scenes");
    check_golden(picture, "scenes/" + name);
}

const Shot portrait{1080, 1920};

SlideFile light(SlideFile file)
{
    file.wall.theme = Theme::light;
    return file;
}

SlideFile arabic(SlideFile file)
{
    for_each_post(file.slide, [](Post& post) {
        post.author.name = "ليلى حداد";
        post.title.clear();
        post.text = "التطبيق لا يعمل منذ الصباح وأنا أنتظر منذ 40 دقيقة! @polderbank متى يعود؟";
        post.language = "ar";
    });
    if (auto* post = std::get_if<PostSlide>(&file.slide)) post->mood.words.clear();
    return file;
}

SlideFile with_text(std::string text, std::string language)
{
    SlideFile file = sample("post");
    post_of(file).post.text = std::move(text);
    post_of(file).post.language = std::move(language);
    post_of(file).mood.words.clear();
    return file;
}

SlideFile with_photo(int width, int height)
{
    SlideFile file = with_text("Kijk nou toch wat een rij bij het loket op het station!", "nl");
    post_of(file).post.author.avatar = "face";
    post_of(file).post.media = {{"image", "photo", "", width, height}};
    return file;
}

}  // namespace

TEST_CASE("every scene looks as it should, landscape and portrait")
{
    for (const std::string& name : scenes) {
        check_scene(painted(sample(name)), name);
        check_scene(painted(sample(name), portrait), name + "-portrait");
    }
}

TEST_CASE("every scene looks as it should in the light theme")
{
    for (const std::string& name : scenes) {
        check_scene(halved(painted(light(sample(name)))), name + "-light");
        check_scene(halved(painted(light(sample(name)), portrait)), name + "-portrait-light");
    }
}

TEST_CASE("every scene looks as it should with Arabic posts, dark and light")
{
    for (const std::string& name : scenes) {
        if (name == "message") continue;  // shows no posts
        const SlideFile file = arabic(sample(name));
        check_scene(halved(painted(file)), name + "-ar");
        check_scene(halved(painted(file, portrait)), name + "-portrait-ar");
        check_scene(halved(painted(light(file))), name + "-light-ar");
        check_scene(halved(painted(light(file), portrait)), name + "-portrait-light-ar");
    }
}

TEST_CASE("every scene looks as it should on four times the pixels, dark and light")
{
    const auto small = [](const SlideFile& file) {
        return halved(halved(painted(file, {3840, 2160})));
    };
    for (const std::string& name : scenes) {
        check_scene(small(sample(name)), name + "-4k");
        check_scene(small(light(sample(name))), name + "-4k-light");
        if (name == "message") continue;  // shows no posts
        check_scene(small(arabic(sample(name))), name + "-4k-ar");
        check_scene(small(light(arabic(sample(name)))), name + "-4k-light-ar");
    }
}

TEST_CASE("emoji of several people, skin tones and flags look as they should")
{
    std::string text = "Dank 👩🏾‍💻👨‍👩‍👧‍👦🧑🏿‍🚒 ";
    text += "van 🏳️‍🌈 en 🇳🇱🇧🇪🇸🇷, ";
    text += "👍🏻👍🏽👍🏿 en 1️⃣ ";
    text += "kus 👩‍❤️‍💋‍👨";
    check_scene(halved(painted(with_text(text, "nl"))), "emoji");
}

TEST_CASE("letters with marks piled on them stay in their place")
{
    std::string text;
    for (const char letter : std::string_view{"Zalgo komt"}) {
        text += letter;
        for (int i = 0; i < 12 && letter != ' '; ++i)
            text += i % 2 == 0 ? "\u0335\u0317" : "\u0311\u034b";
    }
    check_scene(halved(painted(with_text(text, "nl"))), "zalgo");
}

TEST_CASE("a name of sixty letters and five thousand characters look as they should")
{
    std::string text;
    while (text.size() < 5000)
        text += "Al 40 minuten in de wacht, en dat is niet de eerste keer deze week. ";
    SlideFile file = with_text(text, "nl");
    post_of(file).post.author.name = "Johannes Wilhelmus van der Berg-Oudenhoven tot Bovenkerkerpo";
    check_scene(halved(painted(file)), "long-name");
    check_scene(halved(painted(file, portrait)), "long-name-portrait");
}

TEST_CASE("pictures of all sizes look as they should beside few words")
{
    check_scene(halved(painted(with_photo(1, 1), {1920, 1080, 1, 1})), "photo-1x1");
    check_scene(halved(painted(with_photo(4000, 3000), {1920, 1080, 4000, 3000})), "photo-large");
    check_scene(halved(painted(with_photo(3000, 4000), {1920, 1080, 750, 1000})), "photo-high");
    check_scene(halved(painted(with_photo(3000, 500), {1920, 1080, 1500, 250})), "photo-wide");
    check_scene(halved(painted(with_photo(4000, 3000), portrait)), "photo-portrait");
}

TEST_CASE("a post of nothing but a picture looks as it should")
{
    SlideFile file = with_photo(1600, 900);
    post_of(file).post.text.clear();
    check_scene(halved(painted(file)), "photo-alone");
    check_scene(halved(painted(file, portrait)), "photo-alone-portrait");
}

TEST_CASE("a company's own colours and mark look as they should")
{
    SlideFile file = sample("topics");
    file.wall.background = "#004699";
    file.wall.accent = "#ffd500";
    file.wall.logo = "logo";
    check_scene(halved(painted(file, {1920, 1080, 300, 100})), "company");
    file.wall.background = "#ffffff";
    check_scene(halved(painted(file, {1920, 1080, 300, 100})), "company-white");
}

TEST_CASE("a company's mark that would be lost on the wall stands on a plate")
{
    for (const std::string scene : {"topics", "post"}) {
        SlideFile file = sample(scene);
        file.wall.logo = "dark-mark";
        check_scene(halved(painted(file)), "mark-" + scene);
        check_scene(halved(painted(light(file))), "mark-light-" + scene);
    }
}
