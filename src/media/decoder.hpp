// SPDX-License-Identifier: Apache-2.0
// Has pictures from outside made anew by narrowcast-decode: a process for each, without rights,
// secrets or a way out, ended when it takes too long.
#pragma once

#include "media/picture.hpp"
#include "narrowcast/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string_view>

namespace narrowcast::media {

// Any thread; a call waits for its picture.
class Decoder {
public:
    explicit Decoder(std::filesystem::path program,
                     std::chrono::milliseconds patience = std::chrono::seconds{10})
        : program_{std::move(program)}, patience_{patience}
    {
    }

    // At most `side` pixels wide and high. Fault::garbled: it is no picture, is too large, or the
    // decoder died of it or took too long; later: it cannot be started now, or we were asked to
    // stop; rejected: there is no such program.
    Result<Picture> remake(std::string_view bytes, int side, const std::stop_token& stop) const;

private:
    std::filesystem::path program_;
    std::chrono::milliseconds patience_;
};

}  // namespace narrowcast::media
