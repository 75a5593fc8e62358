// SPDX-License-Identifier: Apache-2.0
// What must hold of any query, whatever bytes it is made of.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast::fuzz {

// Reads the first line as a query and looks with it at the rest, a post's text. "" if all is well,
// else what is not.
std::string fault_of_query(std::string_view bytes);

}  // namespace narrowcast::fuzz
