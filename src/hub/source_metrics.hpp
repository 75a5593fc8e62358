// SPDX-License-Identifier: Apache-2.0
// The lines of /metrics about the sources. Pure.
#pragma once

#include "fetch/fetcher.hpp"

#include <memory>
#include <string>

namespace narrowcast {

std::string source_metrics(const std::shared_ptr<const SourceStates>& states, Instant now);

}  // namespace narrowcast
