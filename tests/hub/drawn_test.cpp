// SPDX-License-Identifier: Apache-2.0
// What the hub draws of a screen, GET /screens/{id}.png, has the wall's pictures on it.
#include "hub/running_hub.hpp"
#include "hub/waiting.hpp"
#include "lib/png.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

constexpr std::uint8_t red = 250, green = 0, blue = 250;  // a colour that no palette has

std::string mark()
{
    lib::Pixels picture{{160, 40}, {}};
    for (int i = 0; i < 160 * 40; ++i)
        picture.rgba.insert(picture.rgba.end(), {red, green, blue, 255});
    return *lib::encode_png(picture);
}

std::size_t pixels_of_the_mark(const RunningHub& running)
{
    const auto answer = running.get("/screens/hal-1.png");
    const auto drawn = lib::decode_png(answer.body, {.side = 4096});
    if (answer.status != 200 || !drawn) return 0;
    std::size_t found = 0;
    for (std::size_t i = 0; i + 3 < drawn->rgba.size(); i += 4)
        found += drawn->rgba[i] == red && drawn->rgba[i + 1] == green && drawn->rgba[i + 2] == blue;
    return found;
}

}  // namespace

TEST_CASE("the picture that the hub draws of a screen bears the company's mark")
{
    RunningHub running;
    running.decoder = NARROWCAST_DECODER;
    running.folder.write("logo.png", mark());
    running.write(R"({ "company": { "name": "Polderbank" }, "look": { "logo": "logo.png" },
                       "screens": [ { "name": "hal-1" } ],
                       "messages": [ { "title": "Welkom", "text": "De koffie staat klaar." } ] })",
                  hub_with(""));
    REQUIRE(running.open());
    CHECK(wait_for([&] { return pixels_of_the_mark(running) > 1'000; }));
}
