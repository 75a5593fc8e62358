// SPDX-License-Identifier: Apache-2.0
// The lines of /metrics about pictures. Pure but for reading the tally.
#pragma once

#include "media/fetcher.hpp"

#include <string>

namespace narrowcast {

std::string media_metrics(const media::Tally& tally);

}  // namespace narrowcast
