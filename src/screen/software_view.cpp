// SPDX-License-Identifier: Apache-2.0
// Damage rectangles and the vectorised blend.
#include "screen/software_view.hpp"

#include "lib/blend.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace narrowcast {
namespace {

PixelsPointer black_of(int width, int height)
{
    Pixels black{width, height, {}};
    black.argb.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                      0xff000000U);
    return std::make_shared<const Pixels>(std::move(black));
}

// One row of a picture with its line over it, from `left` to `right`.
void row_with_line(const Pixels& pixels, const ProgressLine& line, int y, int left,
                   std::span<std::uint32_t> out)
{
    const std::uint32_t* row = pixels.argb.data() + static_cast<std::ptrdiff_t>(y) * pixels.width;
    const double end = std::clamp(line.progress, 0.0, 1.0) * pixels.width;
    const int whole = static_cast<int>(end);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int x = left + static_cast<int>(i);
        out[i] = x < whole ? line.colour : row[x];
        // The part of a pixel at its tip makes the line grow smoothly.
        if (x == whole)
            lib::blend(row + x, &line.colour, &out[i], 1,
                       static_cast<unsigned>((end - whole) * lib::whole_blend));
    }
}

}  // namespace

SoftwareView::SoftwareView(lib::Window& window)
    : window_{window}, to_{black_of(window.width(), window.height())}
{
    from_ = to_;
}

void SoftwareView::show(PixelsPointer from, PixelsPointer to)
{
    if (!from) from = black_of(window_.width(), window_.height());
    const bool from_is_on = last_ && ((last_->share == lib::whole_blend && from == to_) ||
                                      (last_->share == 0 && from == from_));
    if (!from_is_on && !(from == from_ && to == to_)) whole_ = true;
    from_ = std::move(from);
    to_ = std::move(to);
    damage_.clear();
    if (from_ != to_) damage_ = damage_between(*from_, *to_);
    if (last_ && !whole_) {
        last_->share = 0;
        last_->from = last_->to;
    }
}

void SoftwareView::mix(const lib::Region& region, unsigned share)
{
    const auto surface = window_.surface();
    for (int y = region.y; y < region.y + region.h; ++y) {
        const auto row = static_cast<std::ptrdiff_t>(y) * from_->width + region.x;
        lib::blend(from_->argb.data() + row, to_->argb.data() + row,
                   surface.pixels + static_cast<std::size_t>(y) * surface.stride + region.x,
                   static_cast<std::size_t>(region.w), share);
    }
}

lib::Region SoftwareView::draw_line(const MixedFrame& frame, int left, int right)
{
    const int height = line_height(to_->height);
    const auto count = static_cast<std::size_t>(right - left);
    std::vector<std::uint32_t> from(count), to(count);
    const auto surface = window_.surface();
    for (int y = to_->height - height; y < to_->height; ++y) {
        row_with_line(*from_, frame.from, y, left, from);
        row_with_line(*to_, frame.to, y, left, to);
        lib::blend(from.data(), to.data(),
                   surface.pixels + static_cast<std::size_t>(y) * surface.stride + left, count,
                   frame.share);
    }
    return {left, to_->height - height, right - left, height};
}

lib::Region SoftwareView::draw_panel(const Pixels& panel)
{
    const auto surface = window_.surface();
    const int width = std::min(panel.width, to_->width);
    const int height = std::min(panel.height, to_->height);
    for (int y = 0; y < height; ++y)
        std::copy_n(panel.argb.data() + static_cast<std::ptrdiff_t>(y) * panel.width, width,
                    surface.pixels + static_cast<std::size_t>(y) * surface.stride);
    return {0, 0, width, height};
}

void SoftwareView::present(const MixedFrame& frame)
{
    if (window_.surface().pixels == nullptr) return;
    const int width = to_->width;
    const lib::Region all{0, 0, width, to_->height};
    if (!last_ || (last_->panel && last_->panel != frame.panel)) whole_ = true;
    const bool mixed = whole_ || last_->share != frame.share;
    std::vector<lib::Region> changed;
    if (whole_)
        changed = {all};
    else if (mixed)
        changed = damage_;
    for (const lib::Region& region : changed)
        mix(region, frame.share);

    // Between two movements only the tip of the line has moved.
    const bool only_grew = !mixed && last_->from == frame.from &&
                           last_->to.colour == frame.to.colour &&
                           last_->to.progress <= frame.to.progress;
    const auto column = [&](double progress) {
        return std::clamp(static_cast<int>(progress * width), 0, width);
    };
    const int left = only_grew ? std::min(column(last_->to.progress), width - 1) : 0;
    const int right = only_grew ? std::min(column(frame.to.progress) + 1, width) : width;
    changed.push_back(draw_line(frame, left, right));
    if (frame.panel && (mixed || frame.panel != last_->panel))
        changed.push_back(draw_panel(*frame.panel));
    if (whole_) changed = {all};
    window_.update(changed);
    whole_ = false;
    last_ = frame;
}

Pixels SoftwareView::picture() { return {window_.width(), window_.height(), window_.read_back()}; }

}  // namespace narrowcast
