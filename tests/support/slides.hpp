// SPDX-License-Identifier: Apache-2.0
// The sample slides of tests/data/slides, and the wall's words, for tests of scene and paint.
#pragma once

#include "narrowcast/edition.hpp"
#include "scene/words.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace narrowcast::test {

inline Words words_in(const std::string& language)
{
    auto words = Words::load(NARROWCAST_SOURCE_DIR "/assets/i18n", language);
    if (!words) throw std::runtime_error{words.error().text};
    return *std::move(words);
}

// `name`: "post" or "today".
inline SlideFile sample(const std::string& name)
{
    std::ifstream stream{NARROWCAST_SOURCE_DIR "/tests/data/slides/" + name + ".json"};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    auto file = slide_file_from_json(text);
    if (!file) throw std::runtime_error{file.error().text};
    return *std::move(file);
}

inline PostSlide& post_of(SlideFile& file) { return std::get<PostSlide>(file.slide); }
inline TodaySlide& today_of(SlideFile& file) { return std::get<TodaySlide>(file.slide); }

}  // namespace narrowcast::test
