// SPDX-License-Identifier: Apache-2.0
// Reading a list that a server gives newest first, so that nothing is missed between two rounds:
// page after page, back to where the last round began.
#pragma once

#include "narrowcast/post.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace narrowcast {

class Walk {
public:
    // `place` as spelled() gave it; anything else begins anew.
    explicit Walk(std::string_view place);

    // Marks are whatever grows with the posts: ids, seconds. Up to this one all was taken in
    // earlier rounds; 0: this is the first round.
    std::int64_t known() const { return known_; }
    bool first_round() const { return known_ == 0; }

    // Which page of this round comes next: 0 the newest; and what the server calls it ("" newest).
    int page() const { return page_; }
    const std::string& token() const { return token_; }

    // What a page showed. `next`: what the server calls the page behind it, "" if there is none.
    struct Seen {
        std::int64_t newest = 0, oldest = 0;  // marks; 0 both: it was empty
        std::string next;
    };
    // Whether the next page is needed: it is not in the first round, where the newest page must do,
    // nor once a page reaches back to what is known, nor after `most` pages.
    bool went(const Seen& seen, int most);

    std::string spelled() const;

private:
    std::int64_t known_ = 0, newest_ = 0;
    int page_ = 0;
    std::string token_;
};

// The marks of posts by their dates, in seconds; those without one do not count.
Walk::Seen dates_of(std::span<const RawPost> posts);

}  // namespace narrowcast
