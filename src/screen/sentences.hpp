// SPDX-License-Identifier: Apache-2.0
// What the last-resort face says, compiled in: it must speak when nothing else works.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast {

struct Sentences {
    std::string_view starting;
    std::string_view no_hub;          // followed by `trying`
    std::string_view trying;          // ... and an address
    std::string_view unknown_screen;  // the hub does not know this name
    std::string_view add_screen;      // the remedy, before the name
    std::string_view waiting;         // connected, no edition yet
    std::string_view no_posts;        // about a company, whose name follows
    // labels of the diagnostics panel
    std::string_view screen, hub, connected, not_connected, edition, age, none, frames, late,
        renderer, size, version;
};

// Of "nl", "en", "de", "fr" (with or without a region); English for any other.
const Sentences& sentences_in(std::string_view language);

// "4 s", "3 min", "2 h", "5 d": the same in all four languages.
std::string spell_age(long long seconds);

}  // namespace narrowcast
