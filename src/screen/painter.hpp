// SPDX-License-Identifier: Apache-2.0
// From a slide to pixels through scene and paint, with the wall's words in its language and the
// pictures on this screen's disk.
#pragma once

#include "screen/picture.hpp"

#include <filesystem>

namespace narrowcast {

// Words are read when a language is first asked for. Use the painter on one thread only.
// `pictures`: see picture_folder.hpp; "": there are none.
Painter slide_painter(std::filesystem::path words_folder, std::filesystem::path pictures = {});

}  // namespace narrowcast
