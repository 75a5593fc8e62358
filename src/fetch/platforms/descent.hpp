// SPDX-License-Identifier: Apache-2.0
// A list that a platform gives newest first, page by page: each round goes down to where the last
// one began, so that nothing is missed between two rounds. What Cursor::position (or a Rotation's
// place) holds then.
#pragma once

#include "narrowcast/post.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace narrowcast {

// Marks are what grows with the posts of a list, as texts: instants, ids. Of two, the longer one is
// newer; as many characters compare as texts.
bool is_newer(std::string_view a, std::string_view b);

class Descent {
public:
    // A position that cannot be read begins anew.
    explicit Descent(std::string_view position);

    const std::string& known() const { return known_; }  // mark up to which all is had, "" none yet
    bool first_round() const { return known_.empty(); }
    std::optional<Time> known_at() const;  // where marks are instants

    // Where this round goes on: what the platform calls that page ("": the beginning of the list),
    // and how many pages lie before it.
    const std::string& page() const { return page_; }
    int pages() const { return pages_; }

    // Kept with the position: what a platform must know besides (an id that it looked up).
    const std::string& note() const { return note_; }
    void note(std::string text) { note_ = std::move(text); }

    // What a page showed.
    struct Seen {
        std::string newest, oldest;  // marks; "": none on it, or how far it reaches back is unknown
        std::string next;            // the page behind it, "" if there is none
    };
    // Whether to ask for the next page at once: until what was known before, at most `most` of
    // them. The first round takes one only: what was written before this program came is history.
    bool went(const Seen& seen, int most = 20);

    void begin_anew();  // the page's name is of no use any more

    std::string spelled() const;

private:
    std::string known_, newest_, page_, note_;
    int pages_ = 0;
};

// By the posts' dates; those without one do not count.
Descent::Seen dates_of(std::span<const RawPost> posts, std::string next = {});

}  // namespace narrowcast
