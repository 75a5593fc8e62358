// SPDX-License-Identifier: Apache-2.0
// Plain text as markup that says the same.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

// For HTML and XML, between tags and in quoted attributes: & < > " escaped.
std::string escaped_markup(std::string_view text);

}  // namespace narrowcast
