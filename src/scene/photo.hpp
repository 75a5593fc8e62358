// SPDX-License-Identifier: Apache-2.0
// Where a post's photo stands: beside its words or below them, by the shape of both.
#pragma once

#include "narrowcast/post.hpp"
#include "scene/layout.hpp"

#include <optional>
#include <string_view>

namespace narrowcast {

struct PhotoPlace {
    Rectangle words;                 // what is left for them; empty where the post has none
    std::optional<Rectangle> photo;  // none where the words need it all
};

// `area`: of both. `photo` may be null; `words`: the whole text, `size` the em it would like.
PhotoPlace place_photo(const Layout& page, const Rectangle& area, const Media* photo,
                       std::string_view words, double size);

}  // namespace narrowcast
