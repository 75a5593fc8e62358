// SPDX-License-Identifier: Apache-2.0
#include "hub/pictures.hpp"

#include "lib/http_server.hpp"
#include "support/catch.hpp"
#include "support/fonts.hpp"
#include "support/slides.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::filesystem::path assets = NARROWCAST_SOURCE_DIR "/assets";

// A post and the day's story, eight seconds each, on a small screen.
Published published()
{
    const SlideFile post = test::sample("post"), today = test::sample("today");
    Published made;
    made.edition.wall = post.wall;
    made.edition.start = post.wall.made;
    made.edition.turns = {{post.slide, 8s}, {today.slide, 8s}};
    made.width = 640;
    made.height = 360;
    made.event = lib::event_bytes("edition", to_json(made.edition));
    return made;
}

class Easel {
public:
    Easel() { test::use_wall_fonts(); }

    std::shared_ptr<const std::string> png(const Published& of, std::chrono::seconds after)
    {
        const auto made = pictures.png("hal-1", of, Instant{of.edition.start + after});
        REQUIRE(made);
        return *made;
    }

    WallPictures pictures{assets};
};

}  // namespace

TEST_CASE("the picture is a PNG of the screen's size")
{
    Easel easel;
    const auto png = easel.png(published(), 0s);
    CHECK(png->starts_with("\x89PNG\r\n\x1a\n"));
    const auto word = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = at; i < at + 4; ++i)
            value = value * 256 + static_cast<unsigned char>((*png)[i]);
        return value;
    };
    CHECK(word(16) == 640);  // IHDR
    CHECK(word(20) == 360);
}

TEST_CASE("while nothing changed the same picture is given again without drawing it")
{
    Easel easel;
    const Published edition = published();
    const auto first = easel.png(edition, 0s);
    CHECK(easel.png(edition, 1s) == first);
}

TEST_CASE("the next turn and the next edition are drawn anew")
{
    Easel easel;
    const Published edition = published();
    const auto first = easel.png(edition, 0s);
    const auto next_turn = easel.png(edition, 9s);
    CHECK(*next_turn != *first);

    Published later = edition;
    later.edition.wall.company = "Waterbank";
    later.event = lib::event_bytes("edition", to_json(later.edition));
    CHECK(easel.png(later, 9s) != next_turn);
}

TEST_CASE("a picture is drawn anew before the ages on it become wrong")
{
    Easel easel;
    Published edition = published();
    edition.edition.turns = {{edition.edition.turns[0].slide, 60s}};
    const auto first = easel.png(edition, 0s);
    CHECK(easel.png(edition, 11s) != first);
}

TEST_CASE("an edition without turns has no picture yet")
{
    Easel easel;
    Published edition = published();
    edition.edition.turns.clear();
    const auto empty = easel.pictures.png("hal-1", edition, Instant{edition.edition.start});
    REQUIRE_FALSE(empty);
    CHECK(empty.error().fault == Fault::later);
}

TEST_CASE("a program without its words says so instead of drawing")
{
    const Published edition = published();
    WallPictures pictures{NARROWCAST_SOURCE_DIR "/tests/data"};
    const auto wordless = pictures.png("hal-1", edition, Instant{edition.edition.start});
    REQUIRE_FALSE(wordless);
    CHECK_THAT(wordless.error().text, ContainsSubstring("i18n"));
}
