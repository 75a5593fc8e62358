// SPDX-License-Identifier: Apache-2.0
// Presents without a graphics processor: mixes what differs straight into the window's pixels.
#pragma once

#include "screen/view.hpp"

#include <optional>
#include <vector>

namespace narrowcast {

class SoftwareView final : public View {
public:
    explicit SoftwareView(lib::Window& window);

    void show(PixelsPointer from, PixelsPointer to) override;
    void present(const MixedFrame& frame) override;
    void lost() override { whole_ = true; }
    Pixels picture() override;

private:
    void mix(const lib::Region& region, unsigned share);
    lib::Region draw_line(const MixedFrame& frame, int left, int right);
    lib::Region draw_panel(const Pixels& panel);

    lib::Window& window_;
    PixelsPointer black_, from_, to_;
    std::vector<lib::Region> damage_;  // between from_ and to_
    bool whole_ = true;                // the window shows neither: repaint all of it
    std::optional<MixedFrame> last_;
};

}  // namespace narrowcast
