// SPDX-License-Identifier: Apache-2.0
// Editions with pictures, and bytes that begin like one.
#pragma once

#include "narrowcast/edition.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace narrowcast::test {

inline std::string address_of(std::string_view name)
{
    return "/media/" + std::string{name} + "-64x64.jpg";
}

// A picture of this name to the post of a turn.
inline void hang(Edition& edition, std::size_t turn, std::string_view name)
{
    Media media;
    media.type = "image";
    media.url = address_of(name);
    std::get<PostSlide>(edition.turns.at(turn).slide).post.media.push_back(media);
}

inline std::string jpeg_like(std::size_t bytes)
{
    std::string picture = "\xFF\xD8\xFF";
    picture.resize(bytes, 'x');
    return picture;
}

}  // namespace narrowcast::test
