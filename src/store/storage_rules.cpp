// SPDX-License-Identifier: Apache-2.0
// How long platforms allow their posts to be kept.
#include "narrowcast/store.hpp"

#include <array>

namespace narrowcast {

namespace {

using std::chrono::days;
using std::chrono::hours;

// A platform that is not named sets no limit in time: what is deleted there goes when we hear of
// it. Of LinkedIn's limits the shortest counts for a post that shows its author's name and picture.
constexpr std::array rules{
    StorageRule{"youtube", days{30}},    // developer policies III.E.4: refresh or delete
    StorageRule{"linkedin", hours{24}},  // data storage requirements: other members' profile data
};

}  // namespace

std::span<const StorageRule> storage_rules() { return rules; }

}  // namespace narrowcast
