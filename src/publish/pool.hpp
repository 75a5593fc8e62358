// SPDX-License-Identifier: Apache-2.0
// What a round of posts is chosen from, and how it was divided when it was written.
#pragma once

#include "narrowcast/base/result.hpp"
#include "publish/mix.hpp"
#include "publish/offers.hpp"

#include <cstdint>
#include <vector>

namespace narrowcast {

// What customers wrote since the begin of a day: today, or up to three days before where today has
// not half enough to show. The company's own posts are no customers' voices.
struct Pool {
    std::vector<RoutedPost> posts;  // that this screen may show, newest first
    Mix written;  // of all, also of hidden ones and repeats; sources and topics of the newest 2,000
    std::int64_t total = 0;  // with the company's own
};
Result<Pool> pool_of(const Offering& offering);

// What people at the console pinned last, of what this screen may show.
Result<std::vector<RoutedPost>> pinned_posts(const Newsdesk& desk);

}  // namespace narrowcast
