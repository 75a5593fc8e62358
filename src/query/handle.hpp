// SPDX-License-Identifier: Apache-2.0
// Whether a handle is somebody's.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

// Folded, without white space around it and without the first @.
std::string bare_handle(std::string_view handle);

// "sanne" means Sanne on every server, "sanne@polder.example" only there. Both are bare.
bool is_handle_of(std::string_view meant, std::string_view handle);

}  // namespace narrowcast
