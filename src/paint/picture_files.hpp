// SPDX-License-Identifier: Apache-2.0
// Pictures for paint() out of JPEG and PNG files, decoded no larger than needed, the last small
// ones kept in memory.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/paint.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace narrowcast {

// The smallest that covers this size, or all there is; colours multiplied by alpha. Fault::garbled:
// no JPEG or PNG, too large, or torn off.
Result<Pixels> decode_picture(std::string_view bytes, int width, int height);

// One thread. Call it as Pictures: paint(drawing, w, h, std::ref(files)).
class PictureFiles {
public:
    struct Parts {
        // The file of an address; "": there is none, and nothing need be said.
        std::function<std::filesystem::path(std::string_view address)> find = {};
        // May be empty: why an address that has a file, or should have one, is not shown.
        std::function<void(std::string_view address, const std::string& why)> tell = {};
        std::size_t most_bytes = std::size_t{4} * 1024 * 1024;  // of all that is kept in memory
    };
    explicit PictureFiles(Parts parts) : parts_{std::move(parts)} {}

    std::shared_ptr<const Pixels> operator()(std::string_view address, int width, int height);

    std::size_t bytes() const { return bytes_; }  // kept now

private:
    struct Kept {
        std::string address;
        int width = 0, height = 0;  // as asked
        std::filesystem::file_time_type changed{};
        std::shared_ptr<const Pixels> pixels;
    };
    std::shared_ptr<const Pixels> kept(const Kept& wanted);
    void keep(Kept fresh);
    void drop(std::list<Kept>::iterator one);

    Parts parts_;
    std::list<Kept> kept_;  // used last first
    std::size_t bytes_ = 0;
};

}  // namespace narrowcast
