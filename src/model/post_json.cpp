// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"
#include "narrowcast/post.hpp"

namespace narrowcast {

std::string to_json_line(const Post& post)
{
    Json json = write(post, true);
    // the contract names these for every post, also where they hold the default
    json["kind"] = std::string{names_of(post.kind)[static_cast<std::size_t>(post.kind)]};
    json["created_at"] = to_rfc3339(post.created);
    Json ordered = Json::object();
    for_each_field<Post>([&](const auto& field) {
        if (const auto found = json.find(std::string{field.name}); found != json.end())
            ordered[std::string{field.name}] = std::move(*found);
    });
    return dump(ordered);
}

}  // namespace narrowcast
