// SPDX-License-Identifier: Apache-2.0
// A picture as the hub keeps and serves it, and what others send us as pictures.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::media {

// Of what comes from outside, told by its first bytes alone.
enum class Format { jpeg, png, webp, gif };
std::optional<Format> sniffed(std::string_view bytes);

// What is kept: written by ourselves, without metadata.
enum class Coding { jpeg, png };
constexpr std::array<std::string_view, 2> names_of(Coding) { return {"jpeg", "png"}; }

struct Picture {
    Coding coding = Coding::jpeg;
    int width = 0, height = 0;
    std::string bytes;
    bool operator==(const Picture&) const = default;
};

}  // namespace narrowcast::media
