// SPDX-License-Identifier: Apache-2.0
// The wall's own fonts for tests that paint: whatever else the machine has is out of the picture.
#pragma once

#include <cstdlib>

namespace narrowcast::test {

// Call before anything is painted in this process.
inline void use_wall_fonts()
{
    ::setenv("FONTCONFIG_FILE", NARROWCAST_SOURCE_DIR "/assets/fonts.conf", 1);
}

}  // namespace narrowcast::test
