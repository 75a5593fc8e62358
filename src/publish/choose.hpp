// SPDX-License-Identifier: Apache-2.0
// Which posts a round shows: in the proportion in which people wrote them.
#pragma once

#include "narrowcast/post.hpp"
#include "publish/mix.hpp"

#include <cstddef>
#include <vector>

namespace narrowcast {

// At most `most` of `candidates` (newest first), `pinned` always among them, newest first. The
// labels share the places as those of `written` do (largest remainders). Where hidden and repeated
// posts leave too few of a label, the round is made smaller, down to half, to stay in proportion;
// below that the others fill it. Of each label the newest, some of them exchanged so that sources
// and topics, too, are within five points of what was written where that is possible. Nobody more
// than twice while somebody else waits.
std::vector<RoutedPost> choose_posts(std::vector<RoutedPost> candidates,
                                     const std::vector<RoutedPost>& pinned, const Mix& written,
                                     std::size_t most);

}  // namespace narrowcast
