// SPDX-License-Identifier: Apache-2.0
// Each platform's row of the table in platforms.cpp.
#pragma once

#include "narrowcast/platform.hpp"

namespace narrowcast {

extern const Platform rss;
extern const Platform mastodon;
extern const Platform replay;

}  // namespace narrowcast
