// SPDX-License-Identifier: Apache-2.0
// A wall whose time is the test's, and whose painter is done at once.
#pragma once

#include "screen/editions.hpp"
#include "screen/prepare.hpp"
#include "screen/present.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::test {

inline lib::Window dummy_window()
{
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto window = lib::Window::open({.title = "test", .width = 160, .height = 90});
    REQUIRE(window);
    return std::move(*window);
}

struct SeenFrame {
    Instant at{};
    std::string on;  // a post's id, "face"
    unsigned share = 0;
    Pixels picture;
};

struct PlayedWall {
    lib::Window window = dummy_window();
    Doors doors;
    std::vector<SeenFrame> seen;
    Present present{options(), doors, window, after(std::chrono::milliseconds{0})};
    std::map<std::string, Pixels> painted;
    std::uint64_t orders = 0;
    Instant now = after(std::chrono::milliseconds{0});
    int steps = 0;

    PresentOptions options()
    {
        return {.hub = "http://hub.example",
                .screen = "coffee-3",
                .language = "en",
                .version = "test",
                .typefaces = lib::known_typefaces(),
                .on_frame = [this](const FrameReport& report) {
                    seen.push_back({report.at, report.slide ? id_of(*report.slide) : "face",
                                    report.share, report.picture()});
                }};
    }

    void run_until(std::chrono::milliseconds time)
    {
        while (now < after(time)) {
            const Instant next = present.step(now);
            ++steps;
            REQUIRE(next > now);
            if (!paint_ordered())
                now = next;
            else
                now += std::chrono::milliseconds{1};
        }
    }

    bool paint_ordered()
    {
        const auto order = doors.orders.get();
        if (!order || order->number == orders) return false;
        orders = order->number;
        auto picture = std::make_shared<const Picture>(prepared(*order, striped_painter()));
        painted[id_of(order->slide())] = picture->pixels;
        return doors.pictures.push(std::move(picture), std::stop_token{});
    }

    // What was on, each change once: "face a b".
    std::string story() const
    {
        std::string all;
        for (std::size_t i = 0; i < seen.size(); ++i)
            if (i == 0 || seen[i].on != seen[i - 1].on) all += (i == 0 ? "" : " ") + seen[i].on;
        return all;
    }
};

inline Pixels above_line(Pixels pixels)
{
    pixels.height -= line_height(pixels.height);
    pixels.argb.resize(static_cast<std::size_t>(pixels.width * pixels.height));
    return pixels;
}

}  // namespace narrowcast::test
