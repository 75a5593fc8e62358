// SPDX-License-Identifier: Apache-2.0
// A few thousand of what the fuzzer of pictures tries for hours, in every test run.
#include "fuzz/pictures.hpp"

#include "media/pictures.hpp"
#include "media/wire.hpp"
#include "support/catch.hpp"

#include <random>
#include <vector>

using namespace narrowcast;

namespace {

using Random = std::mt19937;

std::vector<std::string> seeds()
{
    std::vector<std::string> all{test::png_of(30, 20), test::png_of(30, 20, 90),
                                 test::jpeg_of(30, 20), test::png_that_claims(50'000, 50'000)};
    for (const char* name :
         {"progressive.jpg", "cmyk.jpg", "grey.jpg", "turned.jpg", "photo.webp", "transparent.webp",
          "animated.webp", "animated.gif", "transparent.gif", "palette.png"})
        all.push_back(test::recorded_picture(name));
    return all;
}

void mutate(Random& random, std::string& bytes, const std::string& other)
{
    const std::size_t at = random() % (bytes.size() + 1);
    switch (random() % 5) {
        case 0:
            if (at < bytes.size()) bytes[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
            break;
        case 2:
            bytes.erase(at, random() % 16);
            break;
        case 3:
            bytes.insert(at, bytes.substr(random() % (bytes.size() + 1), random() % 32));
            break;
        default:
            bytes.insert(at, other.substr(random() % (other.size() + 1), random() % 64));
    }
}

}  // namespace

TEST_CASE("pictures changed in any way are made anew or refused")
{
    Random random{7};
    const std::vector<std::string> pictures = seeds();
    for (int round = 0; round < 4000; ++round) {
        std::string bytes = pictures[random() % pictures.size()];
        for (std::size_t i = random() % 6; i > 0; --i)
            mutate(random, bytes, pictures[random() % pictures.size()]);
        INFO("round " << round);
        REQUIRE(fuzz::fault_of_picture(bytes).empty());
    }
}

TEST_CASE(
    "what a decoder that was taken over may answer is a picture of the size asked for, or nothing")
{
    Random random{11};
    const std::string other = "jpeg png no picture 0 99999999 -1 \n";
    for (int round = 0; round < 4000; ++round) {
        std::string bytes = media::written(Result<media::Picture>{
            media::Picture{media::Coding::jpeg, 30, 20, test::jpeg_of(3, 2)}});
        for (std::size_t i = random() % 6; i > 0; --i)
            mutate(random, bytes, other);
        INFO("round " << round);
        REQUIRE(fuzz::fault_of_wire(bytes).empty());
    }
}
