// SPDX-License-Identifier: Apache-2.0
#include "lib/cairo.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>

using namespace narrowcast;
using namespace narrowcast::lib;

namespace {

std::filesystem::path written(const test::TemporaryFolder& folder,
                              const std::vector<std::uint8_t>& bytes)
{
    folder.write("a.png", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return folder.path() / "a.png";
}

}  // namespace

TEST_CASE("a PNG gives back the pixels it was made of, at any width")
{
    const test::TemporaryFolder folder;
    for (const int width : {1, 2, 3, 5}) {
        std::vector<std::uint32_t> argb;
        for (int i = 0; i < width * 2; ++i)
            argb.push_back(0xff000000U | static_cast<std::uint32_t>(i * 0x102030));
        const Image image = decode_png(written(folder, encode_png(argb, width, 2))).value();
        CHECK(image.width == width);
        CHECK(image.height == 2);
        CHECK(image.argb == argb);
    }
}

TEST_CASE("a torn PNG is rejected")
{
    const test::TemporaryFolder folder;
    auto bytes = encode_png(std::vector<std::uint32_t>(10000, 0xff112233U), 100, 100);
    bytes.resize(bytes.size() / 2);
    CHECK(decode_png(written(folder, bytes)).error().fault == Fault::rejected);
}

TEST_CASE("shapes without extent paint nothing")
{
    std::vector<std::uint32_t> argb(16, 0xff000000U);
    Sheet sheet{argb.data(), 4, 4};
    const Ink white{255, 255, 255, 255};
    const std::vector<Spot> spot{{1, 1}};
    sheet.fill({1, 1, 0, 2}, 0, white, white);
    sheet.fill({1, 1, 2, -1}, 3, white, white);
    sheet.polygon(spot, white);
    sheet.stroke(spot, 2, white);
    CHECK(argb == std::vector<std::uint32_t>(16, 0xff000000U));
}
