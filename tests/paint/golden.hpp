// SPDX-License-Identifier: Apache-2.0
// Pictures held against those that people looked at and found good: one for each Debian, whose
// fonts differ.
#pragma once

#include "paint/picture.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <string>

namespace narrowcast::test {

// Fails with the names of both pictures when `picture` looks like none of the goldens `name`.png.
inline void check_golden(const Pixels& picture, const std::string& name)
{
    const std::filesystem::path goldens = NARROWCAST_SOURCE_DIR "/tests/golden";
    const Pixels now = halved(picture);
    std::string differences;
    for (const char* debian : {"debian-12", "debian-13"}) {
        const auto golden = goldens / debian / (name + ".png");
        const auto then = read_png(golden);
        const Difference found = then ? difference(*then, now) : Difference{};
        if (then && looks_like(found)) {
            SUCCEED();
            return;
        }
        differences += "\n  " + golden.string() + ": mean " + std::to_string(found.mean) +
                       ", share " + std::to_string(found.share);
    }
    const std::filesystem::path built = NARROWCAST_GOLDEN_OUT;
    std::filesystem::create_directories(built);
    const auto fresh = built / (name + ".png");
    REQUIRE(write_png(now, fresh));
    FAIL_CHECK("the picture " << fresh.string() << " does not look like any of" << differences);
}

}  // namespace narrowcast::test
