// SPDX-License-Identifier: Apache-2.0
// The places between the posts of a round, and what comes there.
#pragma once

#include "narrowcast/edition.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace narrowcast {

// Slot i follows post i; the last one is followed by the round's beginning.
class Slots {
public:
    // What comes before the first fresh post: at most `budget` slides in the slots before `until`.
    struct Promise {
        std::size_t until = 0, budget = 0;
    };

    // `last_taken`: the round begins with something that is no post.
    Slots(const std::vector<Turn>& posts, bool last_taken, Promise promise);

    std::size_t size() const { return ids_.size(); }

    // Into the slot that is nearest to the one wished for (they go round), of those that
    // are least taken, and if possible not before a post that the slide shows itself.
    // REQUIRES: size() > 0.
    void put(const Slide& slide, std::size_t wished);

    const std::vector<const Slide*>& at(std::size_t slot) const { return slides_[slot]; }

private:
    std::size_t cost(std::size_t slot, std::size_t wished,
                     const std::set<std::string>& shown) const;

    std::vector<std::string> ids_;
    std::vector<std::size_t> taken_;
    std::vector<std::vector<const Slide*>> slides_;
    Promise promise_;
};

}  // namespace narrowcast
