// SPDX-License-Identifier: Apache-2.0
// scene and paint, one after the other.
#include "screen/painter.hpp"

#include "narrowcast/base/log.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/scene.hpp"
#include "scene/words.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace narrowcast {
namespace {

// The wall stays up without its own words: the posts are still there to read.
Words load_words(const std::filesystem::path& folder, const std::string& language)
{
    auto words = Words::load(folder, language);
    if (words) return std::move(*words);
    log::error("screen", "the wall shows keys instead of its own words: " + words.error().text);
    return {};
}

}  // namespace

Painter slide_painter(std::filesystem::path words_folder)
{
    auto known = std::make_shared<std::map<std::string, Words>>();
    return [known, folder = std::move(words_folder)](const Slide& slide, const Wall& wall,
                                                     const Canvas& canvas, Time now) {
        auto found = known->find(wall.language);
        if (found == known->end())
            found = known->emplace(wall.language, load_words(folder, wall.language)).first;
        return paint(draw(slide, wall, canvas, found->second, now), canvas.width, canvas.height);
    };
}

}  // namespace narrowcast
