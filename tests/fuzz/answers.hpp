// SPDX-License-Identifier: Apache-2.0
// What must hold of any answer, frame or delivery of a platform, whatever bytes it is made of.
#pragma once

#include "narrowcast/platform.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::fuzz {

// The first byte says as what the rest comes: an answer (and of which status), what was looked up,
// a stream in pieces, or a delivery. Posts that are read are cleaned, too. "" if all is well, else
// what is not.
std::string fault_of_answer(const Platform& platform, std::string_view bytes);

// The recorded answers of a platform, each as every kind of bytes.
std::vector<std::string> recorded_answers(const Platform& platform);

}  // namespace narrowcast::fuzz
