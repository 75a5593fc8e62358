// SPDX-License-Identifier: Apache-2.0
// Gives slides the hub's own addresses of avatars and pictures, and says which are wanted.
//
// A screen that gets an edition finds no address in it that it would ask for a picture, but the
// hub's own.
#pragma once

#include "media/fetcher.hpp"
#include "media/rules.hpp"
#include "media/shelf.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace narrowcast {

// One thread, in rounds: hang() for every screen, then end_round().
class Hanging {
public:
    // Without a fetcher nothing hangs and nothing is wanted.
    Hanging(const Config& config, const Store& store, const Latest<media::Shelf>& shelf,
            media::MediaFetcher* fetcher)
        : config_{config}, store_{store}, shelf_{shelf}, fetcher_{fetcher}
    {
    }

    void hang(std::vector<Slide>& slides, Time now);

    // Tells the fetcher what all screens want, and what to forget: the pictures of posts that were
    // on a wall and are erased.
    void end_round();

    // Pictures have come, or gone, since the last round.
    bool has_news() const { return shelf_.get() != seen_; }

private:
    void hang_post(Post& post, Time now);
    media::Standing standing_of(const Post& post) const;

    const Config& config_;
    const Store& store_;
    const Latest<media::Shelf>& shelf_;
    media::MediaFetcher* fetcher_;
    std::shared_ptr<const media::Shelf> seen_;
    bool in_round_ = false;
    std::vector<media::Wanted> wanted_;                     // in this round, in order of the slides
    std::map<std::string, std::set<std::string>> by_post_;  // addresses wanted in this round
    std::map<std::string, std::set<std::string>> before_;   // and in the last
};

}  // namespace narrowcast
