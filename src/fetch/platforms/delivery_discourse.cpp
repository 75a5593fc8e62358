// SPDX-License-Identifier: Apache-2.0
// Discourse's webhooks: posts that were created, edited, recovered or destroyed. Their ids are
// those that polling the forum gives.
#include "fetch/platforms/deliveries.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/discourse.hpp"
#include "fetch/platforms/take.hpp"

namespace narrowcast {

void read_discourse_delivery(const Json& json, std::string_view event, std::string_view instance,
                             Page& page)
{
    const Json& post = member(json, "post");
    if (!post.is_object()) return;  // a ping, a topic, a user ...
    while (instance.ends_with('/'))
        instance.remove_suffix(1);
    if (!is_web_address(instance)) instance = {};
    const std::size_t before = page.posts.size();
    if (!read_discourse(page, post, {.server = std::string{instance}, .host = host_of(instance)}))
        return page.garbled.push_back("a delivered Discourse post without a number in its topic");
    for (std::size_t i = before; i < page.posts.size(); ++i) {
        page.posts[i].network = "discourse";
        page.posts[i].deleted |= event == "post_destroyed";
    }
}

}  // namespace narrowcast
