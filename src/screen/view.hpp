// SPDX-License-Identifier: Apache-2.0
// Puts pictures into the window: two of them mixed, the progress line, and the diagnostics panel.
// Main thread only.
#pragma once

#include "lib/sdl.hpp"
#include "narrowcast/paint.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace narrowcast {

using PixelsPointer = std::shared_ptr<const Pixels>;

// The line at the bottom that shows how far the slide is.
struct ProgressLine {
    double progress = 0;       // 0: not there ... 1: whole width
    std::uint32_t colour = 0;  // 0xffRRGGBB
    bool operator==(const ProgressLine&) const = default;
};

struct MixedFrame {
    unsigned share = 256;  // of `to`: 0 shows `from`, 256 shows `to`
    ProgressLine from, to;
    PixelsPointer panel;  // over everything, at the top left; may be null
    bool operator==(const MixedFrame&) const = default;
};

inline int line_height(int window_height)
{
    return window_height / 180 > 2 ? window_height / 180 : 2;
}

class View {
public:
    virtual ~View() = default;

    // The pair for the frames to come, both of the window's size. `from` may be null: black.
    virtual void show(PixelsPointer from, PixelsPointer to) = 0;
    virtual void present(const MixedFrame& frame) = 0;  // on the display when it returns
    virtual void lost() = 0;                            // the window's content is gone: repaint all
    virtual Pixels picture() = 0;                       // what was presented last
};

// For the window's way of drawing; the window must outlive it.
std::unique_ptr<View> make_view(lib::Window& window);

// Where two pictures of one size differ, in few rectangles.
std::vector<lib::Region> damage_between(const Pixels& a, const Pixels& b);

}  // namespace narrowcast
