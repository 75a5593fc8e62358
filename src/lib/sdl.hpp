// SPDX-License-Identifier: Apache-2.0
// A window on the display, and the pixels in it (SDL2). Main thread only; one window a process.
//
// It is drawn in one of two ways, chosen when it opens. With a real graphics processor: upload()
// pictures, then copy(), fill() and flip() every frame. Without: write into surface(), then
// update() the regions that changed.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

struct Region {
    int x = 0, y = 0, w = 0, h = 0;  // pixels
    bool operator==(const Region&) const = default;
};

struct WindowOptions {
    std::string title;
    int width = 1920, height = 1080;  // ignored when fullscreen: the desktop's size
    bool fullscreen = false;
    bool allow_gpu = true;
};

enum class WindowEvent {
    quit,         // asked to close
    leave,        // Escape or q
    diagnostics,  // F1
    exposed,      // what was in the window is lost
    resized,      // width(), height() and surface() are new
};

class Window {
public:
    // $SDL_VIDEODRIVER chooses the driver; unset, SDL tries them in its order.
    // Fault::rejected when there is no display.
    static Result<Window> open(const WindowOptions& options);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    int width() const;
    int height() const;
    bool gpu() const;
    const std::string& renderer() const;  // "software (x11)", "opengl (Mesa Intel(R) ...)"
    double frames_per_second() const;     // of the display, at most 60

    // What happened since the last call. Never waits.
    std::vector<WindowEvent> events();

    // ---- without a graphics processor
    struct Surface {
        std::uint32_t* pixels = nullptr;  // 0xffRRGGBB
        std::size_t stride = 0;           // pixels from one row to the next
    };
    Surface surface();
    void update(std::span<const Region> regions);

    // ---- with one
    enum class Slot : std::size_t { from, to, panel };
    void upload(Slot slot, const std::uint32_t* pixels, int width, int height);
    void swap_from_and_to();
    void copy(Slot slot, Region to, std::uint8_t opacity);
    void fill(Region region, std::uint32_t colour, std::uint8_t opacity);
    void flip();

    // What is in the window now, row by row. With a graphics processor: call it before flip().
    std::vector<std::uint32_t> read_back();

private:
    struct Inner;
    explicit Window(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

// Whether a GL_RENDERER or renderer name belongs to a processor that only pretends to be a GPU.
bool draws_on_the_cpu(std::string_view renderer_name);

}  // namespace narrowcast::lib
