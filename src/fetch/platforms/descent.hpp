// SPDX-License-Identifier: Apache-2.0
// A list that a platform gives newest first, page by page: how far down to go in each round, as
// Cursor::position keeps it.
#pragma once

#include "narrowcast/post.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

class Descent {
public:
    // A position that cannot be read begins anew.
    explicit Descent(std::string_view position);

    const std::string& page() const { return page_; }     // "": the beginning of the list
    std::optional<Time> known() const { return known_; }  // up to here all is had

    // Kept with the position: what a platform must know besides (an id that it looked up).
    const std::string& note() const { return note_; }
    void note(std::string text) { note_ = std::move(text); }

    // A page came, and `next` is where the next one begins ("": it was the last). Whether to ask
    // for that at once: until what was known before, at most `most_pages`; the first round takes
    // one page only. By the posts' dates, or where the list is sorted by them, of their edits.
    bool went_through(const std::vector<RawPost>& posts, std::string next, bool by_edit = false);

    void begin_anew();  // the page's name is of no use any more

    std::string spelled() const;

    static constexpr int most_pages = 20;

private:
    std::optional<Time> known_, newest_;
    std::string page_, note_;
    int pages_ = 0;
};

}  // namespace narrowcast
