// SPDX-License-Identifier: Apache-2.0
// Where a list stands that comes newest first and page by page: each round goes back to where the
// last one began. What Cursor::position (or a Rotation's place) holds then.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

struct Backwards {
    std::string since;   // newest item of the last whole round; "": this is the first round
    std::string newest;  // of this round, once it has more than one page
    std::string page;    // where this round goes on, "" at its beginning

    static Backwards of(std::string_view position);  // of any text: what cannot be read is empty
    std::string spelled() const;

    // A page was read whose newest item stands at `first` ("" if it was empty); `next` is its
    // following page, "" if there is none or what it would hold is known. Items are compared as
    // texts, longer ones are newer. Whether there is more to ask in this round.
    bool read(std::string first, std::string next);

    bool operator==(const Backwards&) const = default;
};

// Digits, instants and ids that grow: as many characters compare as texts.
bool is_newer(std::string_view a, std::string_view b);

}  // namespace narrowcast
