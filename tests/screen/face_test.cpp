// SPDX-License-Identifier: Apache-2.0
#include "screen/face.hpp"

#include "screen/editions.hpp"
#include "screen/sentences.hpp"
#include "support/catch.hpp"

#include <set>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

FaceFacts facts(const LinkState* link = nullptr, const Edition* edition = nullptr)
{
    return {"en", "http://hub.example:8080", "coffee-3", link, edition};
}

std::set<std::uint32_t> colours(const Pixels& pixels)
{
    return {pixels.argb.begin(), pixels.argb.end()};
}

}  // namespace

TEST_CASE("the face says that the screen is starting before it has called the hub")
{
    CHECK(face_for(facts()).stage == FaceStage::starting);
    CHECK(face_for(facts()).headline == "The screen is starting");
}

TEST_CASE("without a hub the face names the address it tries and what went wrong")
{
    const LinkState link{.trouble = "hub.example refuses connections"};
    const Face face = face_for(facts(&link));
    CHECK(face.headline == "No hub yet");
    REQUIRE(face.details.size() == 3);
    CHECK(face.details[0] == "Trying http://hub.example:8080");
    CHECK(face.details[1] == "hub.example refuses connections");
    CHECK(face.details[2] == "coffee-3");
}

TEST_CASE("a screen that the hub does not know says its own name")
{
    const LinkState link{.unknown_screen = true, .trouble = "unknown"};
    const Face face = face_for(facts(&link));
    CHECK(face.stage == FaceStage::unknown_screen);
    CHECK(face.details.at(0).ends_with("coffee-3"));
}

TEST_CASE("an empty edition has no posts yet, in the wall's own language")
{
    const LinkState link{.connected = true};
    Edition edition = edition_of({});
    edition.wall.language = "de";
    CHECK(face_for(facts(&link, &edition)).headline == "Noch keine Beiträge über Polderbank");
}

TEST_CASE("an unknown language speaks English, a region its language")
{
    CHECK(sentences_in("pt").no_hub == "No hub yet");
    CHECK(sentences_in("nl-BE").no_hub == sentences_in("nl").no_hub);
}

TEST_CASE("a face with a typeface has letters")
{
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    const Face face = face_for(facts());
    const Pixels with = draw_face(face, 640, 360, &*typeface);
    CHECK(with.argb.size() == 640U * 360U);
    CHECK(colours(with).size() > 20);  // edges of letters are soft
}

TEST_CASE("a face without any font still shows its stage in bars")
{
    const LinkState trouble{.trouble = "x"};
    const Pixels starting = draw_face(face_for(facts()), 640, 360, nullptr);
    const Pixels no_hub = draw_face(face_for(facts(&trouble)), 640, 360, nullptr);
    CHECK(colours(starting).size() == 3);
    CHECK(colours(starting).contains(0xff5b8cff));
    CHECK(starting != no_hub);
}

TEST_CASE("a face fits any size of window")
{
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    for (const auto& [width, height] : {std::pair{16, 16}, {90, 1000}, {1000, 40}, {3840, 2160}}) {
        const Pixels drawn = draw_face(face_for(facts()), width, height, &*typeface);
        CHECK(drawn.argb.size() ==
              static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }
}

TEST_CASE("diagnostics tell what a technician on the phone asks for")
{
    const Diagnostics known{.language = "en",
                            .screen = "coffee-3",
                            .hub = "http://hub.example:8080",
                            .renderer = "software (x11)",
                            .version = "0.1.0",
                            .link = {.connected = true, .since = after(std::chrono::seconds{0})},
                            .edition_made = monday,
                            .now = monday + std::chrono::seconds{90},
                            .frames = 1000,
                            .late = 3,
                            .width = 1920,
                            .height = 1080};
    std::string all;
    for (const auto& [label, value] : lines_of(known))
        all += label + ": " + value + "\n";
    CHECK(all ==
          "Screen: coffee-3\nHub: http://hub.example:8080, connected (90 s)\n"
          "Edition: 90 s old\nFrames: 1000, 3 late\nRenderer: software (x11)\n"
          "Resolution: 1920 x 1080\nVersion: 0.1.0\n");
}

TEST_CASE("the diagnostics panel is drawn with and without a font, within the window")
{
    Diagnostics known{.language = "nl",
                      .screen = {},
                      .hub = {},
                      .renderer = {},
                      .version = {},
                      .link = {},
                      .edition_made = {}};
    known.width = 320;
    known.height = 200;
    const auto typeface = lib::Typeface::open(lib::known_typefaces());
    REQUIRE(typeface);
    CHECK(draw_panel(known, &*typeface).width <= 320);
    CHECK(draw_panel(known, nullptr).argb.size() > 0);
}

TEST_CASE("an accent that is no colour becomes the house's blue")
{
    CHECK(colour_of("#102030") == 0xff102030);
    CHECK(colour_of("red") == 0xff5b8cff);
    CHECK(colour_of("#12345g") == 0xff5b8cff);
}
