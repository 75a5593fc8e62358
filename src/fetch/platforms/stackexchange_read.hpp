// SPDX-License-Identifier: Apache-2.0
// One question or answer of a Stack Exchange site. Private to stackexchange.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>

namespace narrowcast {

// "stackoverflow.com": the site that a source asks.
std::string stack_site(const SourceConfig& source);

// Of a search or of a look-up; ids are site/number.
Result<RawPost> stack_post(const SourceConfig& source, const Json& item);

}  // namespace narrowcast
