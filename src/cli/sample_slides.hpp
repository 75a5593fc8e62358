// SPDX-License-Identifier: Apache-2.0
// A slide of each scene with invented content, full as on a busy day: to measure what a screen's
// walls will look like before there are posts.
#pragma once

#include "narrowcast/config.hpp"
#include "narrowcast/edition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// What is measured: the scene, with the title of an announcement that is configured.
struct SampleSlide {
    std::string name;
    Slide slide;
};

// The wall of a screen as it is configured, on an invented busy morning.
Wall sample_wall(const WallConfig& config, const ScreenConfig& screen, Time now);

// The scenes this screen shows, its announcements and the crisis: as configured where they are.
// Posts are in the screen's language.
std::vector<SampleSlide> sample_slides(const WallConfig& config, const ScreenConfig& screen,
                                       Time now);

// What the samples say in one language; any other than nl, en, de and fr is en.
struct SampleTexts {
    std::vector<std::string> posts;  // nine, the first of a usual length
    std::string question, answer, thanks, topic, word, statement, title, message;
};
const SampleTexts& sample_texts(std::string_view language);

}  // namespace narrowcast
