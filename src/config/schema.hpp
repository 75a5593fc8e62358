// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of each file, from the fields of its struct.
#pragma once

#include "narrowcast/base/json.hpp"

#include <string_view>

namespace narrowcast::config {

Json schema_of(std::string_view which);  // "narrowcast" or "hub"; null for any other name

}  // namespace narrowcast::config
