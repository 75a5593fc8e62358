// SPDX-License-Identifier: Apache-2.0
// Several searches of one source, asked one after the other in each round, each with its own
// position: what Cursor::position holds then.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace narrowcast {

class Rotation {
public:
    // `count` searches, at least one. A position of another number of searches begins anew.
    Rotation(const std::string& position, std::size_t count);

    std::size_t turn() const { return turn_; }  // whose turn it is
    const std::string& place() const { return places_[turn_]; }

    // This search now stands at `place`; unless it has `more`, the next one's turn comes. Whether
    // anything is left to ask in this round (Page::more).
    bool went_to(std::string place, bool more);

    std::string spelled() const;

private:
    std::size_t turn_ = 0;
    std::vector<std::string> places_;
};

}  // namespace narrowcast
