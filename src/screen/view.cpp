// SPDX-License-Identifier: Apache-2.0
// Chooses the way of presenting.
#include "screen/view.hpp"

#include "screen/gpu_view.hpp"
#include "screen/software_view.hpp"

namespace narrowcast {

std::unique_ptr<View> make_view(lib::Window& window)
{
    if (window.gpu()) return std::make_unique<GpuView>(window);
    return std::make_unique<SoftwareView>(window);
}

}  // namespace narrowcast
