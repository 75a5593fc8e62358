// SPDX-License-Identifier: Apache-2.0
// What is asked of the pictures' fetcher, and what it has, as values that threads hand over.
#pragma once

#include <map>
#include <string>

namespace narrowcast::media {

// A picture of a web server, no larger than `side` pixels.
struct Wanted {
    std::string url;
    int side = 0;
    auto operator<=>(const Wanted&) const = default;
};

// Where the hub serves it.
struct OnShelf {
    std::string path;  // "/media/KEY-640x480.jpg"
    int width = 0, height = 0;
    bool operator==(const OnShelf&) const = default;
};

using Shelf = std::map<Wanted, OnShelf>;

inline constexpr int avatar_side = 256;
inline constexpr const char* served_under = "/media/";
inline constexpr const char* own_folder = "own";  // within the cache's: the company's own pictures

}  // namespace narrowcast::media
