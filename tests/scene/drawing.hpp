// SPDX-License-Identifier: Apache-2.0
// Looks into drawings: what tests of scenes ask of them.
#pragma once

#include "narrowcast/scene.hpp"
#include "support/slides.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::test {

inline Drawing drawn(const SlideFile& file, const Canvas& canvas = {})
{
    return draw(file.slide, file.wall, canvas, words_in(file.wall.language), file.now);
}

inline std::vector<Text> texts_of(const Drawing& drawing)
{
    std::vector<Text> texts;
    for (const Mark& mark : drawing)
        if (const auto* text = std::get_if<Text>(&mark)) texts.push_back(*text);
    return texts;
}

template <class Kind>
std::size_t count_of(const Drawing& drawing)
{
    return static_cast<std::size_t>(
        std::count_if(drawing.begin(), drawing.end(),
                      [](const Mark& mark) { return std::holds_alternative<Kind>(mark); }));
}

// The first text that holds `words`; an empty one when none does.
inline Text text_with(const Drawing& drawing, std::string_view words)
{
    for (const Text& text : texts_of(drawing))
        if (text.text.find(words) != std::string::npos) return text;
    return {};
}

inline bool says(const Drawing& drawing, std::string_view words)
{
    return !text_with(drawing, words).text.empty();
}

}  // namespace narrowcast::test
