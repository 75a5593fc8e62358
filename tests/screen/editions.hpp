// SPDX-License-Identifier: Apache-2.0
// Editions, and a painter that needs no font: what the screen's tests show.
#pragma once

#include "narrowcast/edition.hpp"
#include "narrowcast/paint.hpp"
#include "screen/edition_file.hpp"
#include "screen/picture.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace narrowcast::test {

inline constexpr Time monday{std::chrono::seconds{1'800'000'000}};

inline Instant after(std::chrono::milliseconds time) { return Instant{monday} + time; }

inline Slide post(std::string_view id)
{
    PostSlide slide;
    slide.post.id = id;
    slide.post.text = "Bericht " + std::string{id};
    return slide;
}

inline Edition edition_of(std::initializer_list<std::string_view> ids,
                          std::chrono::seconds each = std::chrono::seconds{8})
{
    Edition edition;
    edition.wall.screen = "coffee-3";
    edition.wall.company = "Polderbank";
    edition.wall.made = monday;
    edition.start = monday;
    for (const std::string_view id : ids)
        edition.turns.push_back({post(id), each});
    return edition;
}

inline std::shared_ptr<const Edition> shared(Edition edition)
{
    return std::make_shared<const Edition>(std::move(edition));
}

inline std::string id_of(const Slide& slide)
{
    const auto* shown = std::get_if<PostSlide>(&slide);
    return shown == nullptr ? "today" : shown->post.id;
}

inline std::optional<Edition> on_disk(const std::filesystem::path& file)
{
    auto loaded = load_edition(file);
    REQUIRE(loaded);
    return *loaded;
}

// Stripes whose colours are the post's own: no two posts look alike.
inline Pixels stripes(const Slide& slide, int width, int height)
{
    Pixels pixels{width, height, {}};
    auto colour = static_cast<std::uint32_t>(std::hash<std::string>{}(id_of(slide)));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.argb.push_back(0xff000000U |
                                  (colour * static_cast<std::uint32_t>(1 + (x + y) / 8)));
    return pixels;
}

inline Painter striped_painter()
{
    return [](const Slide& slide, const Wall&, const Canvas& canvas, Time) {
        return stripes(slide, canvas.width, canvas.height);
    };
}

}  // namespace narrowcast::test
