// SPDX-License-Identifier: Apache-2.0
// Each platform's row of the table in platforms.cpp.
#pragma once

#include "narrowcast/platform.hpp"

namespace narrowcast {

extern const Platform rss;
extern const Platform mastodon;
extern const Platform bluesky;
extern const Platform x;
extern const Platform youtube;
extern const Platform reddit;
extern const Platform facebook;
extern const Platform instagram;
extern const Platform threads;
extern const Platform linkedin;
extern const Platform trustpilot;
extern const Platform googleplay;
extern const Platform webhook;
extern const Platform hackernews;
extern const Platform discourse;
extern const Platform lemmy;
extern const Platform stackexchange;
extern const Platform appstore;
extern const Platform replay;

}  // namespace narrowcast
