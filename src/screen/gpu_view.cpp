// SPDX-License-Identifier: Apache-2.0
// Textures with opacity.
#include "screen/gpu_view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace narrowcast {

using Slot = lib::Window::Slot;

void GpuView::upload(Slot slot, const Pixels& pixels)
{
    window_.upload(slot, pixels.argb.data(), pixels.width, pixels.height);
}

void GpuView::show(PixelsPointer from, PixelsPointer to)
{
    // What was shown last is up there already.
    if (from && from == to_ && from_ != to_) {
        window_.swap_from_and_to();
        std::swap(from_, to_);
    }
    if (from && from != from_) upload(Slot::from, *from);
    if (to != to_) upload(Slot::to, *to);
    from_ = std::move(from);
    to_ = std::move(to);
}

void GpuView::lost()
{
    if (from_) upload(Slot::from, *from_);
    if (to_) upload(Slot::to, *to_);
    if (panel_) upload(Slot::panel, *panel_);
}

void GpuView::draw_line(const ProgressLine& line, double opacity)
{
    const int height = line_height(window_.height());
    const double end = std::clamp(line.progress, 0.0, 1.0) * window_.width();
    const int whole = static_cast<int>(end);
    const int top = window_.height() - height;
    const auto byte = [](double part) {
        return static_cast<std::uint8_t>(std::lround(part * 255));
    };
    window_.fill({0, top, whole, height}, line.colour, byte(opacity));
    window_.fill({whole, top, 1, height}, line.colour, byte(opacity * (end - whole)));
}

void GpuView::draw(const MixedFrame& frame)
{
    const lib::Region all{0, 0, window_.width(), window_.height()};
    const double share = frame.share / 256.0;
    window_.fill(all, 0xff000000U, 255);
    if (from_ && frame.share < 256) {
        window_.copy(Slot::from, all, 255);
        draw_line(frame.from, 1);
    }
    if (to_ && frame.share > 0) {
        window_.copy(Slot::to, all, static_cast<std::uint8_t>(std::lround(share * 255)));
        draw_line(frame.to, share);
    }
    if (frame.panel)
        window_.copy(Slot::panel, {0, 0, frame.panel->width, frame.panel->height}, 255);
}

void GpuView::present(const MixedFrame& frame)
{
    if (frame.panel && frame.panel != panel_) upload(Slot::panel, *frame.panel);
    panel_ = frame.panel;
    draw(frame);
    window_.flip();
    last_ = frame;
}

Pixels GpuView::picture()
{
    // After a flip the back buffer is undefined: draw the same again to read it.
    draw(last_);
    return {window_.width(), window_.height(), window_.read_back()};
}

}  // namespace narrowcast
