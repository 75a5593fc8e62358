// SPDX-License-Identifier: Apache-2.0
// Presents with a graphics processor: two textures, one over the other.
#pragma once

#include "screen/view.hpp"

#include <optional>

namespace narrowcast {

class GpuView final : public View {
public:
    explicit GpuView(lib::Window& window) : window_{window} {}

    void show(PixelsPointer from, PixelsPointer to) override;
    void present(const MixedFrame& frame) override;
    void lost() override;
    Pixels picture() override;

private:
    void draw(const MixedFrame& frame);
    void draw_line(const ProgressLine& line, double opacity);
    void upload(lib::Window::Slot slot, const Pixels& pixels);

    lib::Window& window_;
    PixelsPointer from_, to_, panel_;
    MixedFrame last_;
};

}  // namespace narrowcast
