// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/looked_up.hpp"

#include <utility>

namespace narrowcast {

bool says_gone(const Response& response)
{
    return response.status == 404 || response.status == 410;
}

Found found_gone(const Known& known) { return {.posts = {}, .gone = {known.native_id}}; }

Found found_again(RawPost post)
{
    Found found;
    found.posts.push_back(std::move(post));
    return found;
}

Found found_among(std::vector<RawPost> posts, const Known& known)
{
    for (RawPost& post : posts) {
        if (post.native_id != known.native_id) continue;
        return post.deleted ? found_gone(known) : found_again(std::move(post));
    }
    return {};
}

}  // namespace narrowcast
