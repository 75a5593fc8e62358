// SPDX-License-Identifier: Apache-2.0
// What must hold of pictures whatever bytes come in.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast::fuzz {

// Has the bytes made anew as narrowcast-decode does. "" if they are refused or become a picture
// that is what it says, else what is not.
std::string fault_of_picture(std::string_view bytes);

// Takes the bytes as what a decoder that was taken over may answer, and as what it may be asked.
std::string fault_of_wire(std::string_view bytes);

}  // namespace narrowcast::fuzz
