// SPDX-License-Identifier: Apache-2.0
// What the wall looks like: finished slides against pictures that people have looked at.
//
// A picture that differs is written beside the build and both are named. When the new one is right,
// copy it over the old one.
#include "paint/golden.hpp"
#include "narrowcast/paint.hpp"
#include "support/catch.hpp"
#include "support/fonts.hpp"
#include "support/slides.hpp"

#include <algorithm>
#include <filesystem>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

Pixels painted(const SlideFile& file, bool portrait)
{
    use_wall_fonts();
    const Canvas canvas{portrait ? 1080 : 1920, portrait ? 1920 : 1080, file.wall.inches,
                        file.wall.viewing_distance};
    const Drawing drawing =
        draw(file.slide, file.wall, canvas, words_in(file.wall.language), file.now);
    return paint(drawing, canvas.width, canvas.height);
}

void check_golden(const SlideFile& file, const std::string& name, bool portrait = false)
{
    test::check_golden(painted(file, portrait), name);
}

SlideFile with_text(std::string text, std::string language)
{
    SlideFile file = sample("post");
    post_of(file).post.text = std::move(text);
    post_of(file).post.language = std::move(language);
    post_of(file).mood.words.clear();
    return file;
}

SlideFile light(SlideFile file)
{
    file.wall.theme = Theme::light;
    return file;
}

}  // namespace

TEST_CASE("a post looks as it should, dark and light, landscape and portrait")
{
    check_golden(sample("post"), "post");
    check_golden(light(sample("post")), "post-light");
    check_golden(sample("post"), "post-portrait", true);
    check_golden(light(sample("post")), "post-portrait-light", true);
}

TEST_CASE("today looks as it should, dark and light, landscape and portrait")
{
    check_golden(sample("today"), "today");
    check_golden(light(sample("today")), "today-light");
    check_golden(sample("today"), "today-portrait", true);
    check_golden(light(sample("today")), "today-portrait-light", true);
}

TEST_CASE("an Arabic post looks as it should")
{
    SlideFile file = with_text(
        "التطبيق لا يعمل منذ الصباح وأنا أنتظر على الهاتف منذ 40 دقيقة! @polderbank متى يعود؟ 😡 "
        "#عطل",
        "ar");
    post_of(file).post.author = {"ليلى حداد", "@layla@mastodon.example", "", ""};
    check_golden(file, "arabic");
}

TEST_CASE("a post of five thousand characters looks as it should")
{
    std::string text;
    while (text.size() < 5000)
        text +=
            "Al 40 minuten in de wacht bij @polderbank, en dat is niet de eerste keer. Vorige week "
            "was het ook al raak, toen kon ik de huur niet betalen. ";
    text.resize(5000);
    check_golden(with_text(text, "nl"), "long");
}

TEST_CASE("a post without text, author or mood looks as it should")
{
    SlideFile file = with_text("", "");
    post_of(file).post.author = {};
    post_of(file).post.source = "";
    post_of(file).post.url = "";
    post_of(file).mood.sure = false;
    file.wall.demo = true;
    check_golden(file, "empty");
}

TEST_CASE("a picture that moved by a pixel still looks the same, by a few it does not")
{
    const Pixels now = painted(sample("post"), false);
    const auto moved = [&](std::size_t by) {
        Pixels picture = now;
        std::rotate(picture.argb.rbegin(), picture.argb.rbegin() + static_cast<std::ptrdiff_t>(by),
                    picture.argb.rend());
        return difference(halved(now), halved(picture));
    };
    CHECK(looks_like(moved(0)));
    CHECK(looks_like(moved(1)));
    CHECK_FALSE(looks_like(moved(6)));
}

TEST_CASE("a picture with another word or another mood does not look like the old one")
{
    SlideFile file = sample("post");
    const Pixels now = halved(painted(file, false));
    post_of(file).post.author.name = "Sanne de Boer";
    CHECK_FALSE(looks_like(difference(now, halved(painted(file, false)))));
    file = sample("post");
    post_of(file).mood.label = Label::neutral;
    CHECK_FALSE(looks_like(difference(now, halved(painted(file, false)))));
}
