// SPDX-License-Identifier: Apache-2.0
// Which pictures of a post may hang on a wall, and the post as a screen gets it: with addresses of
// the hub only. Pure.
#pragma once

#include "media/shelf.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/post.hpp"

#include <cstdint>
#include <vector>

namespace narrowcast::media {

// What is known of an author.
struct Standing {
    bool own = false;         // the company itself
    std::uint64_t posts = 0;  // of theirs that are held; 0: nobody knows who it is
    Time oldest{};            // of these
};

struct Allowed {
    bool avatar = false, pictures = false;
    bool operator==(const Allowed&) const = default;
};

// Nothing of a sensitive post. Of an author without a history what `hold_back` leaves. An article
// comes from a publisher that the configuration names as a source: it needs no history.
Allowed allowed(const Post& post, const Standing& standing, const MediaConfig& config, Time now);

// The avatar and the first picture, as far as they are allowed and lie on a web server.
std::vector<Wanted> wanted(const Post& post, Allowed allowed, const MediaConfig& config);

// Avatar and media with the hub's own addresses and sizes; what is not allowed or not on the shelf
// (yet) has no address. Kinds and descriptions of media stay.
Post hung(Post post, Allowed allowed, const MediaConfig& config, const Shelf& shelf);

}  // namespace narrowcast::media
