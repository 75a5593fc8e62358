// SPDX-License-Identifier: Apache-2.0
// A display of X without a monitor (Xvfb), whose pixels are read from outside.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace narrowcast::bench {

class Display {
public:
    // Throws std::runtime_error when Xvfb does not come up.
    Display(std::filesystem::path folder, int width, int height);
    ~Display();
    Display(Display&&) = delete;

    const std::string& name() const { return name_; }  // ":7"

    // Whether letters stand on a dark ground where a post would: neither an empty screen nor the
    // blank page of a browser that is still loading.
    bool shows_a_post() const;

private:
    std::uint32_t pixel(int x, int y) const;

    int width_, height_;
    pid_t child_ = -1;
    std::string name_;
    const unsigned char* file_ = nullptr;  // XWD, as Xvfb keeps it while it draws
    std::size_t size_ = 0, first_pixel_ = 0, row_ = 0;
};

}  // namespace narrowcast::bench
