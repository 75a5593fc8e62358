// SPDX-License-Identifier: Apache-2.0
// What the hub and narrowcast-decode say to each other: a line, then bytes. Pure.
//
//     picture SIDE LENGTH\n BYTES               asked: make it at most SIDE pixels wide and high
//     jpeg|png WIDTH HEIGHT LENGTH\n BYTES      the picture, made anew
//     no LENGTH\n SENTENCE                      why there is none
//
// One question and one answer per process. Neither side trusts the other.
#pragma once

#include "media/picture.hpp"
#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::media {

inline constexpr std::size_t largest_question = std::size_t{64} * 1024 * 1024;
inline constexpr int largest_side = 4096;

struct Question {
    int side = 0;
    std::string_view bytes;
    bool operator==(const Question&) const = default;
};

std::string written(const Question& question);

// `said` so far: nothing while there is more to come; Fault::garbled when it is no question. The
// bytes lie in `said`.
Result<std::optional<Question>> read_question(std::string_view said);

std::string written(const Result<Picture>& answer);

// `said` so far: nothing while there is more to come. Fault::garbled when it is no answer to this
// side, or the sentence that it says. A picture bears the marks of what it says it is.
Result<std::optional<Picture>> read_answer(std::string_view said, int side);

}  // namespace narrowcast::media
